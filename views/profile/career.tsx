import type { Form } from '../../src/http/form'
import { paths } from '../../src/paths'
import { phases, positions } from '../../src/profile/options'
import { ChoiceGroup, ErrorSummary, type Errors, posts, TextArea, TextField } from '../ui/form'
import { QualificationRow, SkillRow, WorkRow } from './career-rows'
import { SectionPage, type SectionProps, SeenField } from './section'

/** Where a candidate goes on after 追加 (the new row) or 削除 (`n: null`, the list's 追加 button). */
export type CareerFocus = { list: keyof CareerProps['rows']; n: number | null } | null

export type CareerProps = SectionProps & {
  form: Form
  errors: Errors
  /** Which rows to draw: those of the form, and the empty ones that were asked for. */
  rows: { skills: number[]; workHistory: number[]; qualifications: number[] }
  skillNames: string[]
  focus: CareerFocus
}

export function CareerPage(props: CareerProps): string {
  return (
    <SectionPage {...props} title="職歴・資格" path={paths.career()} hasErrors={props.errors !== null}>
      <CareerForm {...props} />
    </SectionPage>
  ) as string
}

export type CareerFormProps = Pick<CareerProps, 'form' | 'errors' | 'rows' | 'skillNames' | 'focus'>

const words = (list: readonly string[]) => list.map((name) => ({ value: name, label: name }))

export function CareerForm({ form, errors, rows, skillNames, focus }: CareerFormProps) {
  const isNext = (list: keyof typeof rows, n: number | null) => focus?.list === list && focus.n === n
  return (
    <form id="career" class="form" {...posts(paths.career())}>
      {/* The first submit button is the one that the Enter key presses. */}
      <button type="submit" class="vh" tabindex="-1">
        保存
      </button>
      <SeenField form={form} />
      <ErrorSummary errors={errors} />
      <section class="card form" id="skills" aria-labelledby="skills-title">
        <h2 class="h" id="skills-title">
          スキル
        </h2>
        <p class="muted">年数を書くと、「3年以上」のような条件を判定できます。</p>
        <datalist id="skill-names">
          {skillNames.map((name) => (
            <option value={name} />
          ))}
        </datalist>
        {rows.skills.map((n, index) => (
          <SkillRow form={form} errors={errors} n={n} position={index} hasFocus={isNext('skills', n)} />
        ))}
        <AddButton value="skills" label="スキルを追加" hasFocus={isNext('skills', null)} />
        <TextArea
          label="言語・ツール"
          name="languagesAndTools"
          value={form.text('languagesAndTools')}
          errors={errors}
          rows={3}
          maxlength={2000}
          hint="スキル欄に入れにくいものを、自由な形でお書きください。"
        />
        <ChoiceGroup
          label="職種"
          name="positions"
          values={form.all('positions')}
          options={words(positions)}
          errors={errors}
        />
      </section>
      <section class="card form" id="workHistory" aria-labelledby="work-title">
        <h2 class="h" id="work-title">
          職務経歴
        </h2>
        <p class="muted">空のままの欄は保存されません。</p>
        {rows.workHistory.map((n, index) => (
          <WorkRow
            form={form}
            errors={errors}
            n={n}
            position={index}
            phases={words(phases)}
            hasFocus={isNext('workHistory', n)}
          />
        ))}
        <AddButton value="workHistory" label="職務経歴を追加" hasFocus={isNext('workHistory', null)} />
      </section>
      <section class="card form" id="qualifications" aria-labelledby="qualifications-title">
        <h2 class="h" id="qualifications-title">
          資格
        </h2>
        <p class="muted">ない場合は、空のままでかまいません。</p>
        {rows.qualifications.map((n, index) => (
          <QualificationRow form={form} errors={errors} n={n} position={index} hasFocus={isNext('qualifications', n)} />
        ))}
        <AddButton value="qualifications" label="資格を追加" hasFocus={isNext('qualifications', null)} />
      </section>
      <section class="card form" aria-labelledby="pr-title">
        <h2 class="h" id="pr-title">
          自己PR
        </h2>
        <TextArea
          label="自己PR・主な実績"
          name="selfPr"
          value={form.text('selfPr')}
          errors={errors}
          rows={8}
          maxlength={10000}
        />
        <TextField
          label="ポートフォリオのURL"
          name="portfolioUrl"
          type="url"
          inputmode="url"
          value={form.text('portfolioUrl')}
          errors={errors}
          maxlength={500}
        />
      </section>
      <button type="submit" class="btn primary block" data-busy="保存しています…">
        職歴・資格を保存
      </button>
    </form>
  )
}

/** Sends the form as it is and gets it back with one more row; nothing is saved by it. */
function AddButton({ value, label, hasFocus }: { value: string; label: string; hasFocus: boolean }) {
  return (
    <button type="submit" class="btn" name="add" value={value} formnovalidate autofocus={hasFocus} safe>
      {label}
    </button>
  )
}
