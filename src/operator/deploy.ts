import {
  type AppRevision,
  readDeployStatus,
  revertDrafts,
  startDeploy,
} from '../services/kintone/settings/app-settings'
import { type SettingsClient, SettingsError } from '../services/kintone/settings/settings-client'

export type Wait = (ms: number) => Promise<void>
export type Deployed = 'SUCCESS' | 'FAIL' | 'CANCEL' | 'PROCESSING'

const pollMs = 1_000
/** Two minutes; deploys of apps with many records take tens of seconds. */
const maximumPolls = 120

/** Deploys all these drafts in one call and waits for the end; 'PROCESSING' when it takes longer than we wait. */
export async function deploy(client: SettingsClient, targets: AppRevision[], wait: Wait): Promise<Deployed> {
  await startDeploy(client, targets)
  const ids = targets.map(({ app }) => app)
  for (let polls = 0; polls < maximumPolls; polls += 1) {
    const status = await readDeployStatus(client, ids)
    if (status !== 'PROCESSING') return status
    await wait(pollMs)
  }
  return 'PROCESSING'
}

/** Makes a draft what is running again; false when somebody else has changed it meanwhile, or kintone is away. */
export async function takeBack(client: SettingsClient, target: AppRevision): Promise<boolean> {
  try {
    await revertDrafts(client, [target])
    return true
  } catch (error) {
    if (error instanceof SettingsError) return false
    throw error
  }
}
