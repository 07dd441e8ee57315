import { mostMarked } from '../bookmarks/mark-job'
import { mostSearches } from '../bookmarks/saved-search'
import { applicationsOf, historiesOf } from '../db/applications'
import { bookmarkedJobs, type MarkedJob } from '../db/bookmarks'
import { consentsOf } from '../db/consents'
import { findEmailChange } from '../db/email-changes'
import { type EvaluationRow, evaluationsOf } from '../db/evaluations'
import { jobsHiddenBy } from '../db/hidden-jobs'
import { inquiriesOf } from '../db/inquiries'
import { jobsViewedBy, mostViews } from '../db/job-views'
import { lettersOf } from '../db/letters'
import { marksOf } from '../db/marks'
import { feedbackOf, skippedQuestionsOf } from '../db/match-answers'
import { passkeysOf } from '../db/passkeys'
import { recommendationsOf } from '../db/recommendations'
import { savedSearchesOf } from '../db/saved-searches'
import { sessionsOf } from '../db/sessions'
import type { TalentRow } from '../db/talents'
import type { Catalogue } from '../jobs/catalogue'
import type { JobShelf } from '../jobs/list-jobs'
import { engineVersion } from '../matching/engine'
import { scoreOnly } from '../matching/score'
import type { Account, GuardTools } from './guard'

/**
 * Everything the portal holds of a person, for the person: readable by people and programs. Left out are only secrets
 * (password hash, keys, session tokens) and staff's internal record numbers.
 */
export async function exportData(
  tools: GuardTools & { shelf: JobShelf },
  { user, talent }: Account,
  { now, today }: { now: Date; today: string },
) {
  const { db } = tools.database
  const [
    applications,
    histories,
    recommendations,
    inquiries,
    consents,
    sessions,
    passkeys,
    letters,
    emailChange,
    bookmarked,
    hidden,
    viewed,
    searches,
    evaluations,
    feedback,
    skipped,
    catalogue,
  ] = await Promise.all([
    applicationsOf(db, user.id),
    historiesOf(db, user.id),
    recommendationsOf(db, user.id),
    inquiriesOf(db, user.id),
    consentsOf(db, user.id),
    sessionsOf(db, user.id),
    passkeysOf(db, user.id),
    lettersOf(db, user.id),
    findEmailChange(db, user.id),
    bookmarkedJobs(db, user.id, { limit: mostMarked.bookmarked, offset: 0 }),
    jobsHiddenBy(db, user.id, { limit: mostMarked.hidden, offset: 0 }),
    jobsViewedBy(db, user.id, { limit: mostViews, offset: 0 }),
    savedSearchesOf(db, user.id, mostSearches),
    evaluationsOf(db, user.id),
    feedbackOf(db, user.id),
    skippedQuestionsOf(db, user.id),
    tools.shelf.catalogue(),
  ])
  return {
    format: 'proworks-export-1',
    exportedAt: now,
    account: {
      id: user.id,
      email: user.email,
      isEmailVerified: user.emailVerified,
      familyName: user.familyName,
      givenName: user.givenName,
      phoneAtSignUp: user.phone,
      termsVersion: user.termsVersion,
      hasTwoFactor: user.twoFactorEnabled,
      createdAt: user.createdAt,
      updatedAt: user.updatedAt,
      pendingEmail: emailChange?.newEmail ?? null,
    },
    profile: talent.talent,
    applications: applications.map((row) => ({
      id: row.id,
      jobId: row.jobId,
      jobTitle: row.jobTitle,
      status: row.status,
      message: row.message,
      withdrawalReason: row.withdrawalReason,
      declineReason: row.declineReason,
      nextAction: row.nextAction,
      answerDueOn: row.answerDueOn,
      interviewAt: row.interviewAt,
      appliedAt: row.appliedAt,
      history: (histories.get(row.id) ?? []).map(({ status, occurredAt }) => ({ status, occurredAt })),
    })),
    recommendations: recommendations.map(({ jobId, isStaffPick, staffComment }) => ({
      jobId,
      isStaffPick,
      staffComment,
    })),
    bookmarks: bookmarked.map(markOf),
    hiddenJobs: hidden.map(markOf),
    viewedJobs: viewed.map(markOf),
    savedSearches: searches.map(({ name, query, createdAt }) => ({ name, query, createdAt })),
    inquiries: inquiries.map(({ receivedAt, inquiry }) => ({ receivedAt, ...inquiry })),
    scores: {
      engine: engineVersion,
      day: today,
      jobs: await scoresOf(tools.shelf, { talent, catalogue, today, evaluations }),
    },
    evaluations: evaluations.map(({ jobId, judgements, model, promptVersion, evaluatedAt }) => ({
      jobId,
      judgements: judgements.map(({ kind, text, verdict, evidence }) => ({ kind, text, verdict, evidence })),
      model,
      promptVersion,
      evaluatedAt,
    })),
    matchFeedback: feedback.map(({ talentId: _own, ...given }) => given),
    skippedQuestions: skipped,
    consents: consents.map(({ kind, isGranted, version, occurredAt, addressHash }) => ({
      kind,
      isGranted,
      version,
      occurredAt,
      addressHash,
    })),
    sessions,
    passkeys,
    letters,
  }
}

const markOf = ({ job, markedAt }: MarkedJob) => ({ jobId: job.id, jobTitle: job.title, at: markedAt })

type Scored = { talent: TalentRow; catalogue: Catalogue; today: string; evaluations: EvaluationRow[] }

/** Every listed job's scores for this talent as the portal shows them, best first. */
async function scoresOf(shelf: JobShelf, { talent, catalogue, today, evaluations }: Scored) {
  const { evaluationVersion } = await marksOf(shelf.database.db, talent.id)
  const { order, prepared, matchOf } = await shelf.ranking({ talent, evaluationVersion }, catalogue, today)
  const judged = new Set(evaluations.map(({ jobId }) => jobId))
  return [...order].flatMap((slot) => {
    const entry = catalogue.at(slot)
    if (entry === undefined) return []
    const { score, low, high, can, want } = judged.has(entry.job.id)
      ? matchOf(entry)
      : scoreOnly(entry.prepared, prepared)
    return [{ jobId: entry.job.id, score, low, high, can, want }]
  })
}
