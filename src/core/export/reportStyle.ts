/** Of the report's page: the system's fonts, and readable in light and dark, on a narrow screen and on paper. */
export const reportStyle = `
:root { color-scheme: light dark; --line: #8886; --head: #f3f3f3; --updated: #1a7f37; --failed: #b3261e; --open: #8a5a00; }
@media (prefers-color-scheme: dark) {
  :root { --head: #2b2b2b; --updated: #6fd58a; --failed: #ff9d94; --open: #f2c265; }
}
body { font: 14px/1.45 system-ui, sans-serif; margin: 1.5rem; background: Canvas; color: CanvasText; }
h1 { font-size: 1.4rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin-top: 2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; }
th, td { text-align: start; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid var(--line); }
th { position: sticky; top: 0; background: var(--head); }
td { overflow-wrap: anywhere; unicode-bidi: plaintext; }
.n { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
.sid { font-family: ui-monospace, monospace; }
.updated, .created, .existing, .deleted, .added { color: var(--updated); }
.rejected, .invalid { color: var(--failed); }
.notSent, .unknown, .pending { color: var(--open); }
@media print { body { margin: 0; } tr { break-inside: avoid; } }
`;
