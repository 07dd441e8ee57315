import { paths } from '../../src/paths'
import { CheckBox, type Errors, fieldId, TextField } from '../ui/form'

/** For a password that is being chosen; with htmx its strength is told in words while it is typed. */
export function NewPasswordField({
  name = 'newPassword',
  label,
  errors,
  minimumLength,
}: {
  name?: string
  label: string
  errors: Errors
  minimumLength: number
}) {
  return (
    <div
      class="stack tight"
      hx-post={paths.passwordStrength()}
      hx-trigger={`input changed delay:600ms from:#${fieldId(name)}`}
      hx-include={`#${fieldId(name)}`}
      hx-target="#password-strength"
      hx-swap="outerHTML"
      hx-sync="this:replace"
    >
      <TextField
        label={label}
        name={name}
        type="password"
        value=""
        errors={errors}
        isRequired
        autocomplete="new-password"
        minlength={minimumLength}
        hint={`${minimumLength}文字以上。文章のような長い言葉でもかまいません。文字の種類の決まりはありません。`}
      />
      <PasswordStrength problem={null} praise="" />
    </div>
  )
}

/** Spoken by screen readers when it changes. */
export function PasswordStrength({ problem, praise }: { problem: string | null; praise: string }) {
  return (
    <p
      id="password-strength"
      class="strength"
      aria-live="polite"
      data-strong={problem === null ? 'true' : 'false'}
      safe
    >
      {problem ?? praise}
    </p>
  )
}

export function StaySignedIn({ isChecked, errors }: { isChecked: boolean; errors: Errors }) {
  return (
    <CheckBox
      name="staysSignedIn"
      label="ログイン状態を30日間保持する"
      hint="保持しない場合は、ブラウザを閉じるか24時間でログアウトします。"
      isChecked={isChecked}
      errors={errors}
    />
  )
}

/** Tells password managers whose password this is. */
export function WhoseAccount({ email }: { email: string }) {
  return <input type="text" name="username" autocomplete="username" value={email} readonly hidden />
}
