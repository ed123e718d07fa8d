/** What a process counts while it serves. */
import type { Telemetry } from "../../ports/telemetry.ts";
import type { States } from "../../ports/watchers.ts";
import { FAMILIES } from "./families.ts";
import { counted, type Snapshot } from "./family.ts";

/** Methods of the endpoints. Everything else that can be sent is one label. */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const STATUSES = ["0xx", "1xx", "2xx", "3xx", "4xx", "5xx"];
const [NONE, OTHER] = ["none", "other"];

const statusOf = (status: number): string => STATUSES[Math.floor(status / 100)] ?? OTHER;

export interface Counting extends Telemetry {
  /** A timer was so late. */
  readonly delayed: (milliseconds: number) => void;
  readonly snapshot: () => Snapshot;
  /** Lets so many clients have a label of their own. Those that have one keep it. */
  readonly label: (most: number) => void;
}

/** Empty cells. `first`: clients that have a label of their own, in the order in which they are refused first. */
export function counting(first: number, states: States): Counting {
  let most = first;
  const requests = counted(FAMILIES.requests);
  const latency = counted(FAMILIES.latency);
  const decisions = counted(FAMILIES.decisions);
  const refusals = counted(FAMILIES.refusals);
  const journal = counted(FAMILIES.journal);
  const commits = counted(FAMILIES.commits);
  const commitTime = counted(FAMILIES.commitTime);
  const lookups = counted(FAMILIES.lookups);
  const delay = counted(FAMILIES.loopDelay);
  const clients = new Set<string>();

  function labelOf(client: string | undefined): string {
    if (client === undefined) return NONE;
    if (clients.size < most) clients.add(client);
    return clients.has(client) ? client : OTHER;
  }

  const poolPoints = () =>
    Object.entries(states.pool?.() ?? {}).map(([state, value]) => ({ labels: [state], value: value as number }));

  return {
    responded(route, method, status, milliseconds) {
      requests.add([route, METHODS.has(method) ? method : OTHER, statusOf(status)]);
      latency.add([route], milliseconds / 1_000);
    },
    decided: (decision, grantType) => decisions.add([decision, grantType ?? ""]),
    refused(code, client, kept) {
      refusals.add([code, labelOf(client)]);
      journal.add([kept ? "kept" : "counted"]);
    },
    committed(what, operations, milliseconds) {
      commits.add([what], operations);
      commitTime.add([what], milliseconds / 1_000);
    },
    lookedUp: (found) => lookups.add([found]),
    label(clients) {
      most = clients;
    },
    delayed: (milliseconds) => delay.add([], milliseconds / 1_000),
    snapshot: () => ({
      [FAMILIES.requests.name]: requests.points(),
      [FAMILIES.latency.name]: latency.points(),
      [FAMILIES.decisions.name]: decisions.points(),
      [FAMILIES.refusals.name]: refusals.points(),
      [FAMILIES.journal.name]: journal.points(),
      [FAMILIES.commits.name]: commits.points(),
      [FAMILIES.commitTime.name]: commitTime.points(),
      [FAMILIES.lookups.name]: lookups.points(),
      [FAMILIES.loopDelay.name]: delay.points(),
      [FAMILIES.pool.name]: poolPoints(),
      // Within a host, who has the connections, there are none to count.
      [FAMILIES.connections.name]:
        states.connections === undefined ? [] : [{ labels: [], value: states.connections() }],
    }),
  };
}
