import type { Form } from '../../src/http/form'
import { paths } from '../../src/paths'
import { prefectures } from '../../src/profile/options'
import { ErrorSummary, type Errors, posts, SelectField, TextField } from '../ui/form'
import { SectionPage, type SectionProps, SeenField } from './section'

export type BasicsProps = SectionProps & { form: Form; errors: Errors }

export function BasicsPage(props: BasicsProps): string {
  return (
    <SectionPage {...props} title="プロフィール" path={paths.profile()} hasErrors={props.errors !== null}>
      <BasicsForm {...props} />
    </SectionPage>
  ) as string
}

export function BasicsForm({ form, errors }: Pick<BasicsProps, 'form' | 'errors'>) {
  const text = (name: string) => ({ name, value: form.text(name), errors })
  return (
    <form id="basics" class="card form" {...posts(paths.profile())} hx-disable="find button">
      <SeenField form={form} />
      <ErrorSummary errors={errors} />
      <p class="muted">
        お名前・連絡先・住所は、担当者が選考と契約の手続きに利用します。マッチ度の計算には使いません。
      </p>
      <div class="pair">
        <TextField label="姓" {...text('familyName')} isRequired autocomplete="family-name" maxlength={50} />
        <TextField label="名" {...text('givenName')} isRequired autocomplete="given-name" maxlength={50} />
      </div>
      <div class="pair">
        <TextField label="セイ" {...text('familyNameKana')} maxlength={50} />
        <TextField label="メイ" {...text('givenNameKana')} maxlength={50} />
      </div>
      <BirthDate form={form} errors={errors} />
      <TextField label="電話番号" {...text('phone')} type="tel" inputmode="tel" autocomplete="tel" maxlength={30} />
      <TextField
        label="郵便番号"
        {...text('postalCode')}
        inputmode="numeric"
        autocomplete="postal-code"
        maxlength={12}
        size="short"
        hint="ハイフンはなくてもかまいません。"
      />
      <SelectField
        label="都道府県"
        {...text('prefecture')}
        options={prefectures.map((name) => ({ value: name, label: name }))}
      />
      <TextField label="住所" {...text('address')} autocomplete="address-line1" maxlength={200} />
      <TextField label="最寄駅" {...text('nearestStation')} maxlength={50} />
      <button type="submit" class="btn primary block" data-busy="保存しています…">
        プロフィールを保存
      </button>
    </form>
  )
}

function BirthDate({ form, errors }: Pick<BasicsProps, 'form' | 'errors'>) {
  const error = errors?.birthDate
  const part = (name: string, label: string, autocomplete: string, maxlength: number) => (
    <label class="part">
      <input
        id={name === 'birthYear' ? 'birthDate' : name}
        name={name}
        value={form.text(name)}
        inputmode="numeric"
        autocomplete={autocomplete}
        maxlength={String(maxlength)}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? 'birthDate-hint birthDate-error' : 'birthDate-hint'}
      />
      <span safe>{label}</span>
    </label>
  )
  return (
    <fieldset class="field" data-invalid={error ? 'true' : undefined}>
      <legend>
        生年月日<span class="mark">任意</span>
      </legend>
      <p class="hint" id="birthDate-hint">
        西暦の数字で入力してください（例：1990年2月3日）。
      </p>
      {error ? (
        <p class="error" id="birthDate-error" safe>
          {error}
        </p>
      ) : null}
      <div class="parts">
        {part('birthYear', '年', 'bday-year', 6) as 'safe'}
        {part('birthMonth', '月', 'bday-month', 4) as 'safe'}
        {part('birthDay', '日', 'bday-day', 4) as 'safe'}
      </div>
    </fieldset>
  )
}
