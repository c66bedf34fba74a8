/// How a report looks on a screen, in the dark and on paper.
enum ReportStyle {
    static let sheet = """
        :root { --ink: #14202b; --paper: #ffffff; --quiet: #4a5a68; --line: #c4ced6;
          --first: #0b6b3a; --middle: #7fa9c4; --last: #dbe3e9; --ground: #f3f6f8; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e8edf2; --paper: #10161c; --quiet: #a9b6c2; --line: #3a4752;
            --first: #5fd39a; --middle: #3f7396; --last: #2a3540; --ground: #18212a; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 32px 24px; max-inline-size: 1040px; color: var(--ink);
          background: var(--paper); line-height: 1.5; font-size: 17px;
          font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        header { border-block-start: 4px solid var(--first); padding-block-start: 16px;
          margin-block-end: 40px; }
        .coalition, .period { margin: 0; color: var(--quiet); }
        h1 { margin: 8px 0; font-size: 2.07rem; line-height: 1.2; text-wrap: balance; }
        h2 { margin: 0 0 16px; font-size: 1.3rem; line-height: 1.25; }
        section { margin-block-end: 48px; }
        figure { margin: 0 0 24px; padding: 16px 24px 24px; background: var(--ground); }
        figcaption { font-weight: 600; }
        .label { margin: 16px 0 4px; }
        .key { margin: 4px 0 0; font-size: .88rem; color: var(--quiet); display: flex;
          flex-wrap: wrap; gap: 0 24px; }
        .bar { display: block; inline-size: 100%; block-size: 28px; }
        .swatch { inline-size: .75em; block-size: .75em; }
        .swatch rect { stroke: var(--quiet); stroke-width: 1; }
        .room { fill: var(--paper); }
        .first { fill: var(--first); } .middle { fill: var(--middle); } .last { fill: var(--last); }
        .months { display: block; inline-size: 100%; block-size: 160px;
          border-block-end: 2px solid var(--ink); }
        .months rect, .swatch .whole, .swatch .unknown { vector-effect: non-scaling-stroke; }
        .whole { fill: var(--paper); stroke: var(--ink); stroke-width: 1.5px; }
        .unknown { fill: none; stroke: var(--ink); stroke-width: 1.5px; stroke-dasharray: 2 3; }
        .scale { margin: 16px 0 0; font-size: .88rem; color: var(--quiet);
          border-block-end: 1px dashed var(--line); font-variant-numeric: tabular-nums; }
        .axis { margin: 4px 0 0; font-size: .88rem; color: var(--quiet); display: flex;
          justify-content: space-between; }
        dl { font-size: .94rem; max-inline-size: 75ch; }
        dt { font-weight: 600; margin-block-start: 12px; } dd { margin: 0; color: var(--quiet); }
        .wide { overflow-x: auto; }
        .wide:focus-visible { outline: 3px solid var(--first); outline-offset: 3px; }
        table { border-collapse: collapse; inline-size: 100%; font-size: .94rem;
          font-variant-numeric: tabular-nums; }
        caption { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden;
          clip-path: inset(50%); }
        th, td { padding: 8px 24px 8px 0; text-align: start; vertical-align: baseline;
          border-block-end: 1px solid var(--line); }
        th:last-child, td:last-child { padding-inline-end: 0; }
        thead th { color: var(--quiet); font-weight: 600; vertical-align: bottom;
          border-block-end: 2px solid var(--ink); }
        tbody th { font-weight: 400; min-inline-size: 7.5ch; }
        .number { text-align: end; white-space: nowrap; }
        thead .number { white-space: normal; }
        .total th, .total td { font-weight: 600; border-block-end: 0;
          border-block-start: 2px solid var(--ink); }
        em { color: var(--quiet); font-style: italic; }
        .note, .none, footer p { color: var(--quiet); font-size: .88rem; max-inline-size: 65ch; }
        footer { border-block-start: 1px solid var(--line); padding-block-start: 16px; }
        @page { margin: 18mm; }
        @media print {
          :root { --ink: #000000; --paper: #ffffff; --quiet: #333333; --line: #999999;
            --first: #0b6b3a; --middle: #7fa9c4; --last: #dbe3e9; --ground: #ffffff; }
          body { padding: 0; font-size: 10pt; max-inline-size: none; }
          header { margin-block-end: 8mm; } section { margin-block-end: 8mm; }
          figure { padding: 0; } .wide { overflow: visible; }
          h1 { font-size: 18pt; } h2 { font-size: 13pt; } table { font-size: 8pt; }
          .key, .note, .none, .scale, .axis, footer p, dl { font-size: 8pt; } .months { block-size: 30mm; }
          th, td { padding-block: 1mm; padding-inline-end: 3mm; }
          svg { print-color-adjust: exact; }
          h2, figcaption, .label { break-after: avoid; }
          tr, figure, .key { break-inside: avoid; }
          thead { display: table-header-group; } }
        """
}
