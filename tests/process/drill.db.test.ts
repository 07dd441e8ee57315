import { expect, test } from 'bun:test'
import { runDrill } from '../drill/run'
import { databaseKind } from '../support/database'

// The whole drill is `bun run drill:writes`; two instances need a server, so PGlite has no part in it.
test.skipIf(databaseKind !== 'postgres')(
  'nothing a candidate was told is done is lost or done twice while calls fail and instances are killed',
  async () => {
    const result = await runDrill({ candidates: 24, kills: 4, instances: 2, share: 0.05, report: () => undefined })
    expect({ lost: result.lost, doubled: result.doubled, different: result.different }).toEqual({
      lost: [],
      doubled: [],
      different: [],
    })
    expect(result).toMatchObject({ kills: 4, talents: 24, applications: 48 })
  },
)
