/** Elements that the TSX types do not know: htmx 4's part for a second target, and HTML's own landmark. */
declare namespace JSX {
  interface IntrinsicElements {
    'hx-partial': HtmlTag & { 'hx-target': string; 'hx-swap': string }
    search: HtmlTag & { 'aria-label'?: string }
  }
}
