import { regions } from '../../api/region';
import type { ReportHead } from '../../core/export/report';
import type { RunRecord } from '../../core/run/runRecord';
import { fileLabel } from '../fileLabel';
import { hostOf } from '../region/endpoint';
import { fileOf } from '../run/runsOfFiles';

/** Where a run went and what it is about, as people see it. */
export function namesOf(record: RunRecord): Pick<ReportHead, 'region' | 'host' | 'file'> {
  const { region, origin } = record.description.target;
  return { region: regions[region].label, host: hostOf(origin), file: fileLabel(fileOf(record)) };
}
