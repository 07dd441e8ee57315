import { readText } from './body'
import { BadRequest } from './errors'

/** Reads a JSON body of at most `maximumBytes`. Throws BodyTooLarge or BadRequest. */
export async function readJson(request: Request, maximumBytes: number): Promise<unknown> {
  const text = await readText(request, maximumBytes)
  try {
    return JSON.parse(text)
  } catch {
    throw new BadRequest('not JSON')
  }
}
