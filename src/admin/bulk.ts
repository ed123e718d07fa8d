/** Registers many applications in one call. */
import { BULK } from "../protocol/admin/bulk.ts";
import type { Operation } from "./operation.ts";
import { oneOf } from "./parameter.ts";

export const NDJSON = "application/x-ndjson";

const PARAMETERS = {
  mode: oneOf("`all`: all applications or none, the default. `each`: every line that isn't refused.", ["all", "each"]),
} as const;

export const addApplications = {
  ...{ id: "addApplications", method: "POST", path: BULK.path, kind: "application", scope: "candor:applications" },
  says: "Registers many applications. The response has a report for each line, and the totals on the last one.",
  parameters: PARAMETERS,
  takes: {
    type: NDJSON,
    says: `One NewApplication on each line: at most ${BULK.lines} lines and ${BULK.bytes} bytes.`,
  },
  streams: [NDJSON],
  refuses: { status: 422, says: "Nothing was registered, because a line is refused. Each line has a report." },
  tries: true,
} as const satisfies Operation<typeof PARAMETERS>;
