export type BenchContact = ReturnType<typeof benchContact>;

/** Eight fields: about 280 bytes as compact JSON, 400 as indented JSON, 210 as a row of CSV. */
export function benchContact(index: number) {
  return {
    sid: `83ba26b7f11c4e75b4043c8b${index.toString(16).padStart(8, '0')}`,
    number: `+9198${String(index).padStart(8, '0')}`,
    first_name: `Asha ${index}`,
    last_name: 'Rao "of" many',
    company_name: 'Fictional Works, Private Limited',
    email: `asha.${index}@example.com`,
    tag: 'Member',
    custom_field: { city: 'Bengaluru', plan: 'gold', visits: index % 17 },
  };
}

export const csvHeader = Object.keys(benchContact(0)).join(',');

export function csvRow(contact: BenchContact): string {
  return Object.values(contact)
    .map((cell) => quoted(typeof cell === 'string' ? cell : JSON.stringify(cell)))
    .join(',');
}

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
