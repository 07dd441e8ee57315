import type { Children } from '@kitajs/html'

export type Errors = Record<string, string> | null

type FieldProps = {
  label: string
  name: string
  /** Where a page has two fields of one name: the id of this one, and the key of its message among the errors. */
  id?: string
  errors: Errors
  isRequired?: boolean
  hint?: string
  /** Takes the focus when the form arrives. */
  hasFocus?: boolean
}

/** Names hold dots for rows (`skills.0.name`); ids do not. */
export const fieldId = (name: string) => name.replaceAll('.', '-')
const idOf = (props: FieldProps) => fieldId(props.id ?? props.name)
const errorOf = (props: FieldProps) => props.errors?.[props.id ?? props.name]
const describedBy = (props: FieldProps) =>
  [props.hint && `${idOf(props)}-hint`, errorOf(props) && `${idOf(props)}-error`].filter(Boolean).join(' ') || undefined

/** A global attribute that the TSX types know only on form fields. */
export const takesFocus = { autofocus: true }

/** All messages at once, each a link to its field; focused when it arrives. */
export function ErrorSummary({ errors }: { errors: Errors }) {
  if (errors === null || Object.keys(errors).length === 0) return ''
  return (
    <div class="alert" id="error-summary" role="alert" tabindex="-1" {...takesFocus}>
      <h2 class="h">入力内容を確認してください</h2>
      <ul>
        {Object.entries(errors).map(([name, message]) => (
          <li>
            <a href={`#${fieldId(name)}`} safe>
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Mark({ isRequired }: { isRequired?: boolean }) {
  return isRequired ? <span class="mark must">必須</span> : <span class="mark">任意</span>
}

function Notes(props: FieldProps) {
  const id = idOf(props)
  const error = errorOf(props)
  return (
    <>
      {props.hint ? (
        <p class="hint" id={`${id}-hint`} safe>
          {props.hint}
        </p>
      ) : null}
      {error ? (
        <p class="error" id={`${id}-error`} safe>
          {error}
        </p>
      ) : null}
    </>
  )
}

function Around(props: FieldProps & { children?: Children }) {
  return (
    <div class="field" data-invalid={errorOf(props) ? 'true' : undefined}>
      <label for={idOf(props)}>
        <span safe>{props.label}</span>
        <Mark isRequired={props.isRequired} />
      </label>
      <Notes {...props} />
      {props.children as 'safe'}
    </div>
  )
}

type TextFieldProps = FieldProps & {
  value: string
  type?: 'text' | 'email' | 'password' | 'tel' | 'url' | 'date' | 'month'
  inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url'
  autocomplete?: string
  maxlength?: number
  unit?: string
  /** What a password generator has to reach; the server is the one that checks it. */
  minlength?: number
  /** The keyboard neither corrects nor capitalises; so it is with every address. */
  isAsTyped?: boolean
  /** What the Enter key of a phone's keyboard says. */
  enterkeyhint?: 'next' | 'done' | 'go' | 'send'
  size?: 'short' | 'wide'
  list?: string
}

export function TextField(props: TextFieldProps) {
  const { name, value, unit, size = 'wide', type = 'text' } = props
  const isAsTyped = props.isAsTyped ?? type === 'email'
  return (
    <Around {...props}>
      <span class="control">
        <input
          id={idOf(props)}
          name={name}
          type={type}
          value={value}
          inputmode={props.inputmode}
          autocomplete={props.autocomplete ?? 'off'}
          maxlength={props.maxlength ? String(props.maxlength) : undefined}
          minlength={props.minlength ? String(props.minlength) : undefined}
          enterkeyhint={props.enterkeyhint}
          required={props.isRequired}
          aria-invalid={errorOf(props) ? 'true' : undefined}
          aria-describedby={describedBy(props)}
          autofocus={props.hasFocus}
          data-size={size}
          list={props.list}
          spellcheck={isAsTyped ? 'false' : undefined}
          autocapitalize={isAsTyped ? 'none' : undefined}
        />
        {unit ? (
          <span class="unit" safe>
            {unit}
          </span>
        ) : null}
      </span>
    </Around>
  )
}

export function TextArea(props: FieldProps & { value: string; rows?: number; maxlength?: number }) {
  return (
    <Around {...props}>
      <textarea
        id={idOf(props)}
        name={props.name}
        rows={String(props.rows ?? 4)}
        maxlength={props.maxlength ? String(props.maxlength) : undefined}
        aria-invalid={errorOf(props) ? 'true' : undefined}
        aria-describedby={describedBy(props)}
      >
        {/* The first line break inside a textarea is dropped by the parser, so one is given away. */}
        {'\n' as 'safe'}
        {Bun.escapeHTML(props.value) as 'safe'}
      </textarea>
    </Around>
  )
}

export type Option = { value: string; label: string }

export function SelectField(props: FieldProps & { value: string; options: Option[]; emptyLabel?: string }) {
  return (
    <Around {...props}>
      <select
        id={idOf(props)}
        name={props.name}
        aria-invalid={errorOf(props) ? 'true' : undefined}
        aria-describedby={describedBy(props)}
      >
        <option value="" safe>
          {props.emptyLabel ?? '選択してください'}
        </option>
        {props.options.map((option) => (
          <option value={option.value} selected={option.value === props.value} safe>
            {option.label}
          </option>
        ))}
      </select>
    </Around>
  )
}

export function ChoiceGroup(props: FieldProps & { values: string[]; options: Option[]; size?: 'short' | 'wide' }) {
  return (
    <fieldset
      class="field choices"
      id={idOf(props)}
      data-invalid={errorOf(props) ? 'true' : undefined}
      aria-describedby={describedBy(props)}
      data-size={props.size}
    >
      <legend>
        <span safe>{props.label}</span>
        <Mark isRequired={props.isRequired} />
      </legend>
      <Notes {...props} />
      <div class="choice-list">
        {props.options.map((option) => (
          <label class="choice">
            <input
              type="checkbox"
              name={props.name}
              value={option.value}
              checked={props.values.includes(option.value)}
            />
            <span safe>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

export function CheckBox(props: {
  name: string
  label: string
  isChecked: boolean
  errors: Errors
  hint?: string
  children?: Children
}) {
  const id = idOf(props)
  const error = errorOf(props)
  return (
    <div class="field" data-invalid={error ? 'true' : undefined}>
      {error ? (
        <p class="error" id={`${id}-error`} safe>
          {error}
        </p>
      ) : null}
      <label class="choice">
        <input
          type="checkbox"
          id={id}
          name={props.name}
          value="yes"
          checked={props.isChecked}
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={describedBy(props)}
        />
        <span>
          <span safe>{props.label}</span>
          {props.children as 'safe'}
        </span>
      </label>
      {props.hint ? (
        <p class="hint under-choice" id={`${id}-hint`} safe>
          {props.hint}
        </p>
      ) : null}
    </div>
  )
}

/**
 * A form that posts to `path`: the whole page without JavaScript, itself with htmx. A refused form (422) comes back in
 * its own place and leaves the address alone.
 */
export function posts(path: string) {
  return {
    method: 'post',
    action: path,
    novalidate: true,
    'hx-post': path,
    'hx-target': 'this',
    'hx-swap': 'outerHTML',
    // A name part that begins with a digit cannot be written as a TSX attribute.
    'hx-status:422': 'swap:outerHTML push:false',
  } as const
}
