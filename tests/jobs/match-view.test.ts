import { expect, test } from 'bun:test'
import type { Match } from '../../src/matching/score'
import { combine } from '../../src/matching/score'
import { JobCard } from '../../views/jobs/card'
import { MatchSection } from '../../views/jobs/match'
import { HowMatchingWorksPage } from '../../views/pages/how-matching-works'
import { demoJobs } from '../matching/cast'

const match: Match = {
  score: 19,
  low: 10,
  high: 60,
  can: 20,
  want: 80,
  requirements: [],
  blockers: [],
  matchedSkills: ['Go'],
  shortSkills: ['AWS'],
  missingSkills: ['Rust'],
}

test('a score that begins from nothing says that it was not judged before', () => {
  const suggestions = [{ kind: 'skill' as const, label: 'Goの経験があれば書くと', from: null, to: 19 }]
  expect(String(MatchSection({ match, evaluation: 'provisional', suggestions }))).toContain('未判定→19点')
})

test('only a skill that meets the job is ticked', () => {
  const [job] = demoJobs
  if (job === undefined) throw new Error('no demo job')
  const listed = {
    job,
    match,
    evaluation: 'provisional' as const,
    isStaffPick: false,
    applied: null,
    isBookmarked: false,
  }
  const card = String(JobCard({ listed, today: '2026-11-22' }))
  expect(card.match(/一致：<\/span><span>([^<]+)/)?.[1]).toBe('Go')
  expect(card).toContain('年数を確認：AWS')
  expect(card).toContain('記載なし：Rust')
})

test('the page about matching computes its example as the engine does', () => {
  const page = HowMatchingWorksPage({ viewer: null, engineVersion: 'rules-3', promptVersion: 'judge-2' })
  expect(page).toContain('80 ×（0.7 ＋ 0.3 × 0.5）＝ 68点')
  expect(page).toContain('希望にすべて合えば 80点、まったく合わなければ 56点')
  expect([combine(0.8, 0.5), combine(0.8, 1), combine(0.8, 0)].map((share) => Math.round(share * 100))).toEqual([
    68, 80, 56,
  ])
})
