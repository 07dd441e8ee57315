import type { Job } from './job'

/**
 * schema.org's JobPosting for search engines, of what everybody may see. Rates are yen a month.
 * @param url the job's canonical address
 */
export function jobPosting(job: Job, url: string): Record<string, unknown> {
  const { minimumMonthlyRateYen: low, monthlyRateYen: high } = job
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
    ...(job.publishedOn && { datePosted: job.publishedOn }),
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
      value: {
        '@type': 'QuantitativeValue',
        unitText: 'MONTH',
        ...(low !== null && high !== null ? { minValue: low, maxValue: high } : { value: high ?? low }),
      },
    },
    ...(job.skills.length > 0 && { skills: job.skills.join(', ') }),
  }
}

function placeOf({ prefecture, area }: Job) {
  const locality = area ? { addressLocality: area } : {}
  return {
    '@type': 'Place',
    address: { '@type': 'PostalAddress', addressCountry: 'JP', addressRegion: prefecture, ...locality },
  }
}
