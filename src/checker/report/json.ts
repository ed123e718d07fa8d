/** A report as JSON. */
import { fixFor } from "../../requirements/fixes/index.ts";
import { coveredExchange } from "./covered.ts";
import { countsOf, type Report, unclearIn } from "./report.ts";

export function toJson(report: Report): string {
  const { issuer, server, at, checked } = report;
  const requirements = checked.map(({ id, is, because, shows, requirement: { cites, level, says, threat } }) => ({
    ...{ id, verdict: is, level, says, because, threat },
    cites: cites.map(({ spec, section, url }) => ({ spec, section, url })),
    ...(is === "broken" && { fix: fixFor(server, id)?.says }),
    exchanges: is === "broken" ? shows.map(coveredExchange) : [],
  }));
  return JSON.stringify(
    {
      ...{ issuer, server, at: new Date(at).toISOString(), counts: countsOf(report) },
      unclearMusts: unclearIn(report, "MUST").map(({ id }) => id),
      requirements,
    },
    undefined,
    2,
  );
}
