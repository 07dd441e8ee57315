import type { Form } from '../../src/http/form'
import { industries, roles } from '../../src/profile/options'
import { ChoiceGroup, type Errors, fieldId, type Option, SelectField, TextArea, TextField } from '../ui/form'
import { levelWords } from './field-words'

type RowProps = { form: Form; errors: Errors; n: number; position: number; hasFocus: boolean }

const levels: Option[] = Object.entries(levelWords).map(([value, label]) => ({ value, label }))
const words = (list: readonly string[]): Option[] => list.map((name) => ({ value: name, label: name }))
const months: Option[] = Array.from({ length: 12 }, (_, index) => ({
  value: String(index + 1),
  label: `${index + 1}月`,
}))

function RowHead({ list, n, rowId, label }: { list: string; n: number; rowId: string; label: string }) {
  return (
    <div class="row-head">
      <input type="hidden" name={`${list}.${n}.rowId`} value={rowId} />
      <button
        type="submit"
        class="btn small"
        name="remove"
        value={`${list}.${n}`}
        formnovalidate
        aria-label={`${label}を削除`}
      >
        削除
      </button>
    </div>
  )
}

export function SkillRow(props: RowProps) {
  const { form, errors, n, position } = props
  const field = (name: string) => ({ name: `skills.${n}.${name}`, value: form.text(`skills.${n}.${name}`), errors })
  const label = form.text(`skills.${n}.name`) || `スキル${position + 1}`
  return (
    <fieldset class="row" id={`skills-${n}`}>
      <legend safe>{label}</legend>
      <div class="row-fields">
        <TextField
          label="スキル名"
          {...field('name')}
          maxlength={100}
          list="skill-names"
          hasFocus={props.hasFocus}
          isRequired
        />
        <TextField label="経験年数" {...field('years')} inputmode="decimal" unit="年" size="short" />
        <TextField label="最終使用年" {...field('lastUsedYear')} inputmode="numeric" unit="年" size="short" />
        <SelectField label="レベル" {...field('level')} options={levels} />
      </div>
      <RowHead list="skills" n={n} rowId={form.text(`skills.${n}.rowId`)} label={label} />
    </fieldset>
  )
}

export function WorkRow(props: RowProps & { phases: Option[] }) {
  const { form, errors, n, position } = props
  const row = `workHistory.${n}`
  const field = (name: string) => ({ name: `${row}.${name}`, value: form.text(`${row}.${name}`), errors })
  const label = form.text(`${row}.company`) || `職務経歴${position + 1}`
  return (
    <fieldset class="row" id={`workHistory-${n}`}>
      <legend safe>{label}</legend>
      <TextField
        label="会社・案件名"
        {...field('company')}
        maxlength={200}
        hasFocus={props.hasFocus}
        isRequired
        hint="公開できる範囲の名前でかまいません。"
      />
      <MonthField label="開始年月" name={`${row}.start`} errorName={`${row}.startMonth`} form={form} errors={errors} />
      <MonthField label="終了年月" name={`${row}.end`} errorName={`${row}.endMonth`} form={form} errors={errors} />
      <label class="choice">
        <input type="checkbox" name={`${row}.isCurrent`} value="yes" checked={form.has(`${row}.isCurrent`)} />
        <span>現在も続いている</span>
      </label>
      <div class="pair">
        <SelectField label="業界" {...field('industry')} options={words(industries)} />
        <SelectField label="役割" {...field('role')} options={words(roles)} />
      </div>
      <TextField label="チーム規模" {...field('teamSize')} inputmode="numeric" unit="名" size="short" />
      <ChoiceGroup
        label="担当工程"
        name={`${row}.phases`}
        values={form.all(`${row}.phases`)}
        options={props.phases}
        errors={errors}
      />
      <TextField label="使用技術" {...field('technologies')} maxlength={500} hint="例：Go, PostgreSQL, AWS" />
      <TextArea label="業務内容" {...field('description')} rows={5} maxlength={5000} />
      <RowHead list="workHistory" n={n} rowId={form.text(`${row}.rowId`)} label={label} />
    </fieldset>
  )
}

export function QualificationRow(props: RowProps) {
  const { form, errors, n, position } = props
  const row = `qualifications.${n}`
  const label = form.text(`${row}.name`) || `資格${position + 1}`
  return (
    <fieldset class="row" id={`qualifications-${n}`}>
      <legend safe>{label}</legend>
      <TextField
        label="資格名"
        name={`${row}.name`}
        value={form.text(`${row}.name`)}
        errors={errors}
        maxlength={100}
        hasFocus={props.hasFocus}
        isRequired
      />
      <MonthField
        label="取得年月"
        name={`${row}.acquired`}
        errorName={`${row}.acquiredMonth`}
        form={form}
        errors={errors}
      />
      <RowHead list="qualifications" n={n} rowId={form.text(`${row}.rowId`)} label={label} />
    </fieldset>
  )
}

type MonthFieldProps = { label: string; name: string; errorName: string; form: Form; errors: Errors }

/** A year and a month: browsers' own month fields are not to be relied on. */
function MonthField({ label, name, errorName, form, errors }: MonthFieldProps) {
  const id = fieldId(errorName)
  const error = errors?.[errorName]
  const described = error ? `${id}-error` : undefined
  const month = form.text(`${name}Month`)
  return (
    <fieldset class="field" data-invalid={error ? 'true' : undefined}>
      <legend>
        <span safe>{label}</span>
        <span class="mark">任意</span>
      </legend>
      {error ? (
        <p class="error" id={`${id}-error`} safe>
          {error}
        </p>
      ) : null}
      <div class="parts">
        <label class="part">
          <input
            id={id}
            name={`${name}Year`}
            value={form.text(`${name}Year`)}
            inputmode="numeric"
            maxlength="6"
            autocomplete="off"
            aria-invalid={error ? 'true' : undefined}
            aria-describedby={described}
          />
          <span>年</span>
        </label>
        <select name={`${name}Month`} aria-label={`${label}の月`} aria-describedby={described}>
          <option value="">月</option>
          {months.map((option) => (
            <option value={option.value} selected={option.value === month} safe>
              {option.label}
            </option>
          ))}
        </select>
      </div>
    </fieldset>
  )
}
