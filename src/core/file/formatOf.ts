import type { FileFormat } from './contactFile';

const formats: { readonly [extension: string]: FileFormat } = {
  json: 'json',
  jsonl: 'jsonLines',
  ndjson: 'jsonLines',
  csv: 'csv',
  tsv: 'csv',
};

/** The format that a file's name stands for, by its extension in any case; undefined for every other name. */
export function formatOf(fileName: string): FileFormat | undefined {
  const extension = /\.([a-z]+)$/i.exec(fileName)?.[1]?.toLowerCase();
  return extension !== undefined && Object.hasOwn(formats, extension) ? formats[extension] : undefined;
}
