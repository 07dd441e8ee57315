import type { Job } from '../../src/jobs/job'
import { textBlocks } from '../format'

function FreeText({ text }: { text: string }) {
  return (
    <>
      {textBlocks(text).map((block) =>
        block.kind === 'paragraph' ? (
          <p safe>{block.text}</p>
        ) : (
          <ul>
            {block.items.map((item) => (
              <li safe>{item}</li>
            ))}
          </ul>
        ),
      )}
    </>
  )
}

function Tags({ words }: { words: string[] }) {
  if (words.length === 0) return ''
  return (
    <ul class="chips">
      {words.map((word) => (
        <li class="chip" data-kind="plain" safe>
          {word}
        </li>
      ))}
    </ul>
  )
}

/** What the job is about, as its texts say. */
export function Work({ job }: { job: Job }) {
  const parts: [string, string][] = [
    ['必須スキル', job.mustSkills],
    ['あると良いスキル', job.wantSkills],
    ['開発環境', job.environment],
    ['備考', job.notes],
  ]
  return (
    <section class="card prose" aria-labelledby="work">
      <h2 class="h" id="work">
        業務内容
      </h2>
      <Tags words={job.features} />
      <FreeText text={job.overview} />
      {parts
        .filter(([, text]) => text !== '')
        .map(([heading, text]) => (
          <>
            <h3 safe>{heading}</h3>
            <FreeText text={text} />
          </>
        ))}
      {job.skills.length > 0 && (
        <>
          <h3>スキル</h3>
          <Tags words={job.skills} />
        </>
      )}
      {job.phases.length > 0 && (
        <>
          <h3>担当工程</h3>
          <p safe>{job.phases.join('・')}</p>
        </>
      )}
    </section>
  )
}
