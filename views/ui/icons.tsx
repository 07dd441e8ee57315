const shapes = {
  search: (
    <>
      <circle cx="11" cy="11" r="7" />
      <path d="m20 20-4-4" />
    </>
  ),
  send: <path d="M4 12 20 4l-4 16-4-7z" />,
  person: (
    <>
      <circle cx="12" cy="8" r="4" />
      <path d="M4 21c1-5 4-7 8-7s7 2 8 7" />
    </>
  ),
  enter: <path d="M10 17l5-5-5-5M15 12H4M13 4h5a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-5" />,
  pin: (
    <>
      <path d="M12 21s7-6.5 7-12a7 7 0 1 0-14 0c0 5.5 7 12 7 12z" />
      <circle cx="12" cy="9" r="2.5" />
    </>
  ),
  home: <path d="M4 11 12 4l8 7v9H4z" />,
  calendar: (
    <>
      <rect x="4" y="5" width="16" height="16" rx="2" />
      <path d="M4 10h16M9 3v4M15 3v4" />
    </>
  ),
  star: <path d="m12 3 2.7 5.8 6.3.8-4.6 4.4 1.2 6.3L12 17.2 6.4 20.3l1.2-6.3L3 9.6l6.3-.8z" />,
  hide: (
    <>
      <path d="M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6z" />
      <path d="M4 20 20 4" />
    </>
  ),
  check: <path d="m5 13 4 4L19 7" />,
}

/** A decorative line icon; the text beside it says what it means. */
export function Icon({ name, size = 20 }: { name: keyof typeof shapes; size?: number }) {
  return (
    <svg
      width={String(size)}
      height={String(size)}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linejoin="round"
      stroke-linecap="round"
      aria-hidden="true"
    >
      {shapes[name] as 'safe'}
    </svg>
  )
}

export function Logo() {
  return (
    <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
      <rect width="28" height="28" rx="7" fill="#14406b" />
      <path d="M8 20V8h6.5a4 4 0 0 1 0 8H11" fill="none" stroke="#fff" stroke-width="2.5" />
      <circle cx="20.5" cy="19.5" r="2.5" fill="#e5a12b" />
    </svg>
  )
}
