import { isMet, needCoverage, standingFor, sureYearsOf } from './coverage'
import type { PreparedTalent } from './reader'
import { keysOf, type Need, type Requirement, type RequirementVerdict } from './requirement'
import { isNamed, type PreparedJob } from './requirements'
import { isComputed, type Standing } from './standing'

type Judged = { need: Need; standing: Standing | undefined; coverage: number; isMet: boolean }

/** Every requirement of the job with what the talent's texts say to it: must first, then want, then スキル options. */
export function verdictsOf(job: PreparedJob, talent: PreparedTalent): RequirementVerdict[] {
  return [...job.must, ...job.want, ...job.stack].map((requirement) => verdictOf(requirement, talent))
}

/** Named skills the talent has for as long as the job asks. */
export function matchedSkills(job: PreparedJob, talent: PreparedTalent): string[] {
  const short = new Set(shortSkills(job, talent))
  return heldSkills(job, talent).filter((skill) => !short.has(skill))
}

/** Named skills the talent has, but not for as long as the job asks, or without saying for how long. */
export function shortSkills(job: PreparedJob, talent: PreparedTalent): string[] {
  const groups = [...job.must, ...job.want].flatMap((requirement) => requirement.groups)
  const open = groups.filter((group) => !group.some((need) => isMet(need, standingFor(need, talent))))
  const short = new Set(open.flatMap(keysOf))
  return heldSkills(job, talent).filter((skill) => short.has(skill))
}

function heldSkills(job: PreparedJob, talent: PreparedTalent): string[] {
  return job.skills.filter((skill) => talent.standings.get(skill)?.state === 'has')
}

/** Named skills the talent does not have, must first; of a choice only the first, and none when one is held. */
export function missingSkills(job: PreparedJob, talent: PreparedTalent): string[] {
  const isHeld = (need: Need) => standingFor(need, talent)?.state === 'has'
  const open = [...job.must, ...job.want, ...job.stack].flatMap((requirement) =>
    requirement.groups.filter((group) => isNamed(requirement, group) && !group.some(isHeld)),
  )
  return [...new Set(open.flatMap(([first]) => (first === undefined ? [] : shownName(first.key))))]
}

function verdictOf(requirement: Requirement, talent: PreparedTalent): RequirementVerdict {
  const { kind, text } = requirement
  if (requirement.weight === 0)
    return { kind, text, verdict: 'not_found', evidence: '', note: '自動では判定できません' }
  const best = requirement.groups.map((group) => bestOf(group, talent))
  const isPartlyJudged = !requirement.isWhole && best.every((each) => each.isMet)
  const verdict = isPartlyJudged ? 'adjacent' : wordFor(best)
  // The weakest group is the one worth explaining; for a met requirement any is as good as the first.
  const shown = verdict === 'met' ? best[0] : weakest(best, verdict)
  const evidence = shown?.standing?.evidence ?? ''
  return {
    kind,
    text,
    verdict,
    evidence: verdict === 'not_found' ? '' : evidence,
    note: noteFor(verdict, shown, best.length),
  }
}

function bestOf(group: Need[], talent: PreparedTalent): Judged {
  const judged = group.map((need) => {
    const standing = standingFor(need, talent)
    return { need, standing, coverage: needCoverage(need, standing), isMet: isMet(need, standing) }
  })
  const met = judged.find((each) => each.isMet)
  if (met !== undefined) return met
  const sorted = [...judged].sort((one, other) => other.coverage - one.coverage)
  const top = sorted[0]
  const denied = sorted.find((each) => each.standing?.state === 'negated')
  if (top === undefined || (top.coverage === 0 && denied !== undefined)) return denied ?? emptyJudgement
  return top
}

const emptyJudgement: Judged = {
  need: { key: '', id: -1, years: null },
  standing: undefined,
  coverage: 0,
  isMet: false,
}

function wordFor(best: Judged[]): RequirementVerdict['verdict'] {
  if (best.every((each) => each.isMet)) return 'met'
  if (best.some((each) => each.standing?.state === 'negated')) return 'contradicted'
  return best.some((each) => each.coverage > 0) ? 'adjacent' : 'not_found'
}

/** For 'adjacent' the group that has something to show, for 'contradicted' the denied one. */
function weakest(best: Judged[], verdict: RequirementVerdict['verdict']): Judged | undefined {
  if (verdict === 'contradicted') return best.find((each) => each.standing?.state === 'negated')
  const partial = best.filter((each) => !each.isMet && each.coverage > 0)
  return partial[0] ?? best.find((each) => each.isMet) ?? best[0]
}

/** Where a sentence asks for several things, the note names the one it is about. */
function noteFor(verdict: RequirementVerdict['verdict'], shown: Judged | undefined, asked: number): string {
  if (shown === undefined) return ''
  const { need, standing } = shown
  if (verdict === 'contradicted') return '経験がないと書かれています'
  if (verdict === 'not_found') return ''
  if (standing === undefined) return ''
  if (verdict === 'adjacent' && shown.isMet) return '求められる経験の一部が確認できました'
  const about = asked > 1 ? `${shownName(need.key)}は` : ''
  if (standing.state === 'near') return `${about}${shownName(standing.via ?? '')}の経験をもとに判定しました`
  if (standing.state === 'learning') return '学習中と書かれています'
  if (standing.state === 'certified') return '資格は確認できました。実務の記載はありません'
  if (need.years === null) return ''
  const needed = `必要 ${need.sumOf ? '合計' : ''}${years(need.years)}`
  const own = sureYearsOf(standing)
  if (own === null) return `${needed}・経験年数の記載がありません`
  return `${needed}・あなた ${years(own)}${isComputed(standing) ? '（職務経歴から計算）' : ''}`
}

function years(amount: number): string {
  return amount < 1 ? `${Math.round(amount * 12)}か月` : `${Math.floor(amount * 10 + 1e-9) / 10}年`
}

function shownName(key: string): string {
  return key.replace(/^(?:role|phase|industry|topic|term):/, '')
}
