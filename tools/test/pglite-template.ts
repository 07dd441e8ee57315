// Writes a dump of a migrated, empty PGlite to the file named by its argument: test files open a copy of it in a third
// of the time. A process of its own, because PGlite keeps a gigabyte while it makes a database.
import { openEmbedded } from '../../src/db/pglite'
import { rootPath } from '../../src/root'

const [file] = process.argv.slice(2)
if (file === undefined) throw new Error('usage: pglite-template.ts FILE')
const { client, close } = await openEmbedded({ memory: true }, rootPath('drizzle'))
await Bun.write(file, await client.dumpDataDir('none'))
await close()
process.exit(0)
