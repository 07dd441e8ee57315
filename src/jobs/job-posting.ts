import type { Job } from './job'

/**
 * schema.org's JobPosting for search engines, of what everybody may see. Rates are yen a month. Null for a job of which
 * nobody says since when it has been offered: search engines refuse it.
 * @param url the job's canonical address
 */
export function jobPosting(job: Job, url: string): Record<string, unknown> | null {
  const postedOn = job.publishedOn ?? job.lastConfirmedOn
  if (postedOn === null) return null
  const text = [
    job.overview,
    job.mustSkills && `必須スキル\n${job.mustSkills}`,
    job.wantSkills && `尚可スキル\n${job.wantSkills}`,
  ]
  const isRemote = job.remote === 'full'
  return {
    '@context': 'https://schema.org',
    '@type': 'JobPosting',
    title: job.title,
    description: text
      .filter(Boolean)
      .map((part) => `<p>${Bun.escapeHTML(String(part)).replaceAll('\n', '<br>')}</p>`)
      .join(''),
    identifier: { '@type': 'PropertyValue', name: 'PRO WORKS', value: job.id },
    url,
    datePosted: postedOn,
    ...(job.deadline && { validThrough: `${job.deadline}T23:59:59+09:00` }),
    employmentType: 'CONTRACTOR',
    directApply: true,
    hiringOrganization: { '@type': 'Organization', name: job.recruiterName },
    ...(job.prefecture && { jobLocation: placeOf(job) }),
    ...(isRemote && {
      jobLocationType: 'TELECOMMUTE',
      applicantLocationRequirements: { '@type': 'Country', name: 'JP' },
    }),
    baseSalary: {
      '@type': 'MonetaryAmount',
      currency: 'JPY',
      value: { '@type': 'QuantitativeValue', unitText: 'MONTH', ...payOf(job) },
    },
    ...(job.skills.length > 0 && { skills: job.skills.join(', ') }),
  }
}

function payOf({ minimumMonthlyRateYen: low, monthlyRateYen: high }: Job) {
  if (low === null || high === null) return { value: high ?? low }
  return { minValue: Math.min(low, high), maxValue: Math.max(low, high) }
}

function placeOf({ prefecture, area }: Job) {
  const locality = area ? { addressLocality: area } : {}
  return {
    '@type': 'Place',
    address: { '@type': 'PostalAddress', addressCountry: 'JP', addressRegion: prefecture, ...locality },
  }
}
