import { Type } from '@sinclair/typebox'
import type { ContractChain, ContractType, Job, RemotePolicy, SettlementMethod } from '../../jobs/job'
import {
  dateOf,
  number,
  numberOf,
  optionalText,
  optionOf,
  recordReader,
  text,
  textOf,
  texts,
  textsOf,
  wordOf,
  yenOf,
} from './fields'

const settlementMethods: Record<string, SettlementMethod> = { 上下割: 'range', 中央割: 'midpoint', 固定: 'fixed' }
const remotePolicies: Record<string, RemotePolicy> = { フルリモート: 'full', 一部リモート: 'partial', 常駐: 'onsite' }
const contractTypes: Record<string, ContractType> = { 準委任: 'quasi-mandate', 請負: 'contract-work', 派遣: 'dispatch' }
const weekDays: Record<string, number> = { 週1: 1, 週2: 2, 週3: 3, 週4: 4, 週5: 5 }
const officeDays: Record<string, number> = { なし: 0, 月数回: 0.5, ...weekDays }
const contractChains: Record<string, ContractChain> = {
  エンド直: 'end-client',
  元請直: 'prime',
  二次請け: 'second',
  三次請け以降: 'third-or-later',
}

const optional = {
  text: Type.Optional(optionalText),
  texts: Type.Optional(texts),
  number: Type.Optional(number),
}

const check = recordReader(
  'job',
  Type.Object({
    案件ID: text,
    案件名: text,
    案件特徴: optional.texts,
    職種_ポジション: optional.texts,
    スキル: optional.texts,
    概要: optional.text,
    環境: optional.text,
    備考: optional.text,
    必須スキル: optional.text,
    尚可スキル: optional.text,
    業界: optional.text,
    担当工程: optional.texts,
    都道府県: optional.text,
    勤務地エリア: optional.text,
    最寄駅: optional.text,
    下限h: optional.number,
    上限h: optional.number,
    精算方式: optional.text,
    案件期間: optional.text,
    参画時期: optional.text,
    掲載単価: optional.number,
    下限単価: optional.number,
    週稼働日数: optional.text,
    出社頻度: optional.text,
    リモート可否: optional.text,
    面談回数: optional.number,
    募集人数: optional.number,
    商流: optional.text,
    契約形態: optional.text,
    支払サイト: optional.number,
    募集ステータス: optional.text,
    掲載用ステータス: optional.text,
    掲載日: optional.text,
    募集締切: optional.text,
    最終確認日: optional.text,
    募集主体_名称: optional.text,
    募集主体_住所: optional.text,
    募集主体_連絡先: optional.text,
  }),
)

/** Reads a 案件 record in kintone's wire form. Throws MalformedRecord. */
export function readJob(record: unknown): Job {
  const r = check(record)
  return {
    id: r.案件ID.value,
    title: r.案件名.value,
    features: textsOf(r.案件特徴),
    positions: textsOf(r.職種_ポジション),
    skills: textsOf(r.スキル),
    overview: textOf(r.概要),
    environment: textOf(r.環境),
    notes: textOf(r.備考),
    mustSkills: textOf(r.必須スキル),
    wantSkills: textOf(r.尚可スキル),
    industry: optionOf(r.業界),
    phases: textsOf(r.担当工程),
    prefecture: optionOf(r.都道府県),
    area: textOf(r.勤務地エリア),
    nearestStation: textOf(r.最寄駅),
    settlementLowerHours: numberOf(r.下限h),
    settlementUpperHours: numberOf(r.上限h),
    settlementMethod: wordOf(settlementMethods, r.精算方式),
    period: textOf(r.案件期間),
    startDate: dateOf(r.参画時期),
    monthlyRateYen: yenOf(r.掲載単価),
    minimumMonthlyRateYen: yenOf(r.下限単価),
    workingDaysPerWeek: wordOf(weekDays, r.週稼働日数),
    officeDaysPerWeek: wordOf(officeDays, r.出社頻度),
    remote: wordOf(remotePolicies, r.リモート可否),
    interviewCount: numberOf(r.面談回数),
    openings: numberOf(r.募集人数),
    contractChain: wordOf(contractChains, r.商流),
    contractType: wordOf(contractTypes, r.契約形態),
    paymentTermDays: numberOf(r.支払サイト),
    isOpen: r.募集ステータス?.value === '募集中',
    isPublished: r.掲載用ステータス?.value === '有',
    publishedOn: dateOf(r.掲載日),
    deadline: dateOf(r.募集締切),
    lastConfirmedOn: dateOf(r.最終確認日),
    recruiterName: textOf(r.募集主体_名称).trim(),
    recruiterAddress: textOf(r.募集主体_住所).trim(),
    recruiterContact: textOf(r.募集主体_連絡先).trim(),
  }
}
