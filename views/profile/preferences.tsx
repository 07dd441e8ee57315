import type { Form } from '../../src/http/form'
import { paths } from '../../src/paths'
import { ChoiceGroup, ErrorSummary, type Errors, posts, SelectField, TextArea, TextField } from '../ui/form'
import { preferenceOptions } from './preference-options'
import { SectionPage, type SectionProps, SeenField } from './section'

export type PreferencesProps = SectionProps & { form: Form; errors: Errors }

export function PreferencesPage(props: PreferencesProps): string {
  return (
    <SectionPage {...props} title="希望条件" path={paths.preferences()} hasErrors={props.errors !== null}>
      <PreferencesForm {...props} />
    </SectionPage>
  ) as string
}

export function PreferencesForm({ form, errors: found }: Pick<PreferencesProps, 'form' | 'errors'>) {
  const errors = found && atFields(found)
  const text = (name: string) => ({ name, value: form.text(name), errors })
  return (
    <form id="preferences" class="card form" {...posts(paths.preferences())} hx-disable="find button">
      <SeenField form={form} />
      <ErrorSummary errors={errors} />
      <p class="muted">希望と違う案件も表示されますが、点数が下がり、合わない点が示されます。</p>
      <TextField label="稼働可能時期" {...text('availableFrom')} type="date" size="short" />
      <TextField
        label="希望単価（月額）"
        name="desiredMonthlyRate"
        value={form.text('desiredMonthlyRate')}
        errors={errors}
        inputmode="decimal"
        unit="万円"
        size="short"
      />
      <div class="pair">
        <SelectField label="希望勤務日数" {...text('desiredWorkingDays')} options={preferenceOptions.workingDays} />
        <SelectField label="希望作業時間（1日）" {...text('desiredHoursPerDay')} options={preferenceOptions.hours} />
      </div>
      <SelectField label="希望出社頻度" {...text('desiredOfficeDays')} options={preferenceOptions.officeDays} />
      <ChoiceGroup
        label="働き方"
        name="desiredWorkStyles"
        values={form.all('desiredWorkStyles')}
        options={preferenceOptions.workStyles}
        errors={errors}
      />
      <ChoiceGroup
        label="希望勤務地"
        name="desiredPrefectures"
        values={form.all('desiredPrefectures')}
        options={preferenceOptions.prefectures}
        errors={errors}
        size="short"
      />
      <TextArea label="希望する案件・作業内容" {...text('desiredWork')} maxlength={2000} />
      <TextArea
        label="応募したくない会社"
        {...text('ngCompanies')}
        rows={3}
        maxlength={2000}
        hint="1行に1社ずつ。この会社の案件は点数が大きく下がります。"
      />
      <TextArea label="その他の要望" {...text('otherRequests')} maxlength={2000} />
      <button type="submit" class="btn primary block" data-busy="保存しています…">
        希望条件を保存
      </button>
    </form>
  )
}

/** The rate is kept in yen and typed in 万円, under another name. */
function atFields(errors: NonNullable<Errors>): NonNullable<Errors> {
  return Object.fromEntries(
    Object.entries(errors).map(([name, message]) => [
      name.replace(/^desiredMonthlyRateYen$/, 'desiredMonthlyRate'),
      message,
    ]),
  )
}
