import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../db/unit-of-work.js';

export interface DetectorVersionView {
  version: string;
  state: string;
  firstSeenAt: Date;
}

/** What the registry says of a detector; a sender's own claims are not here. */
export interface DetectorView {
  id: string;
  name: string;
  family: string | null;
  sources: string[];
  state: string;
  permittedRoutes: string[];
  highestSeverity: number;
  lawfulUse: string;
  goesWrongOn: string | null;
  /** `sight`: it was entered by its first alert, and nobody has looked at it yet. */
  registeredBy: string;
  precisionFloor: number | null;
  versions: DetectorVersionView[];
}

const VIEW = `
  select d.id, d.name, d.family, d.sources, d.state, d.permitted_routes as "permittedRoutes", d.highest_severity as "highestSeverity",
    d.lawful_use as "lawfulUse", d.goes_wrong_on as "goesWrongOn", d.registered_by as "registeredBy", d.precision_floor as "precisionFloor"
  from detector d`;

const VERSIONS = `
  select detector_id as detector, version, state, first_seen_at as "firstSeenAt" from detector_version
  where detector_id = any($1::text[]) order by first_seen_at desc, version desc`;

const MOST_DETECTORS = 1000;

/** The registry (IN-10), as people read it. */
@Injectable()
export class DetectorsQuery {
  constructor(private readonly uow: UnitOfWork) {}

  async all(): Promise<DetectorView[]> {
    return this.withVersions(
      await this.uow.read<DetectorView>(
        `${VIEW} order by array_position(array['active', 'shadow', 'retired'], d.state), d.name, d.id limit ${MOST_DETECTORS}`,
      ),
    );
  }

  async byId(id: string): Promise<DetectorView | null> {
    const [found] = await this.withVersions(await this.uow.read<DetectorView>(`${VIEW} where d.id = $1`, [id]));
    return found ?? null;
  }

  private async withVersions(detectors: DetectorView[]): Promise<DetectorView[]> {
    const rows = await this.uow.read<DetectorVersionView & { detector: string }>(VERSIONS, [
      detectors.map(({ id }) => id),
    ]);
    const versions = new Map<string, DetectorVersionView[]>();
    for (const { detector, ...version } of rows) {
      versions.set(detector, [...(versions.get(detector) ?? []), version]);
    }
    return detectors.map((detector) => ({ ...detector, versions: versions.get(detector.id) ?? [] }));
  }
}
