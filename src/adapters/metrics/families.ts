/** Every metric: its name, what it says, its labels. The reference in docs/ is generated from this file. */
import type { Declared } from "./family.ts";

/** Seconds. Most requests take one to ten milliseconds; signing in takes the time of a password hash. */
const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const COMMIT_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
const COMMIT_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
const DELAY_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

export const FAMILIES = {
  build: {
    name: "candor_build_info",
    kind: "gauge",
    help: "Always 1. The labels have the version of Candor and of Node.",
    labels: ["version", "node"],
    across: "max",
  },
  requests: {
    name: "candor_http_requests",
    kind: "counter",
    help: "Responses, by the path as it is declared (none: no such path), the method, and the class of the status.",
    labels: ["route", "method", "status"],
  },
  latency: {
    name: "candor_http_request_duration",
    kind: "histogram",
    unit: "seconds",
    help: "Time from a request to the end of its response, by the path as it is declared.",
    labels: ["route"],
    bounds: REQUEST_SECONDS,
  },
  connections: {
    name: "candor_http_connections",
    kind: "gauge",
    help: "Connections of clients that are open.",
  },
  decisions: {
    name: "candor_decisions",
    kind: "counter",
    help: "What was decided other than refusals: granted, signed in, revoked and so on. Tokens have the grant type.",
    labels: ["decision", "grant_type"],
  },
  refusals: {
    name: "candor_refusals",
    kind: "counter",
    help: "Refusals, by the reason and the registered client (none: no registered client; other: more clients than the setting metrics.clients).",
    labels: ["reason", "client"],
  },
  journal: {
    name: "candor_journal_refusals",
    kind: "counter",
    help: "Refusals that the journal keeps, and those of a flood that it only counts.",
    labels: ["outcome"],
  },
  commits: {
    name: "candor_storage_commit_size",
    kind: "histogram",
    help: "How many operations were committed together: in one transaction of SQLite, or in one statement of PostgreSQL.",
    labels: ["kind"],
    bounds: COMMIT_SIZES,
  },
  commitTime: {
    name: "candor_storage_commit_duration",
    kind: "histogram",
    unit: "seconds",
    help: "Time of a transaction or statement from its begin to its commit.",
    labels: ["kind"],
    bounds: COMMIT_SECONDS,
  },
  storage: {
    name: "candor_storage_up",
    kind: "gauge",
    help: "1 if the database could be read and written when the metrics were read, otherwise 0.",
    across: "min",
  },
  storageCheck: {
    name: "candor_storage_check_duration",
    kind: "gauge",
    unit: "seconds",
    help: "How long that took.",
    across: "max",
  },
  pool: {
    name: "candor_storage_connections",
    kind: "gauge",
    help: "Connections to PostgreSQL, by their state, and operations that wait for one.",
    labels: ["state"],
  },
  lookups: {
    name: "candor_client_lookups",
    kind: "counter",
    help: "Lookups of stored clients: in memory, or in storage. Clients of the configuration file are always in memory, and not counted.",
    labels: ["found"],
  },
  keyMade: {
    name: "candor_signing_key_created_timestamp",
    kind: "gauge",
    unit: "seconds",
    help: "When each published key was made, in seconds since 1970. time() minus this is its age.",
    labels: ["kid", "alg", "state"],
    across: "max",
  },
  keyEnds: {
    name: "candor_signing_key_expires_timestamp",
    kind: "gauge",
    unit: "seconds",
    help: "When the next key takes over from a signing one, in seconds since 1970. None where no key waits.",
    labels: ["kid", "alg"],
    across: "max",
  },
  signIns: {
    name: "candor_sign_ins",
    kind: "gauge",
    help: "Sign-ins whose password is being compared (running), and those that wait for their turn (waiting).",
    labels: ["state"],
  },
  loopDelay: {
    name: "candor_event_loop_delay",
    kind: "histogram",
    unit: "seconds",
    help: "How late a timer was that runs ten times a second. Requests that arrive meanwhile wait as long.",
    bounds: DELAY_SECONDS,
  },
  loopActive: {
    name: "candor_event_loop_active",
    kind: "counter",
    unit: "seconds",
    help: "Time for which the event loop was busy. Its rate is 1 if a process can do no more.",
    across: "each",
  },
  heap: {
    name: "candor_heap_used",
    kind: "gauge",
    unit: "bytes",
    help: "Memory that JavaScript uses.",
    across: "each",
  },
  cpu: {
    name: "process_cpu",
    kind: "counter",
    unit: "seconds",
    help: "CPU time of the process, of users and of the system.",
    across: "each",
  },
  memory: {
    name: "process_resident_memory",
    kind: "gauge",
    unit: "bytes",
    help: "Memory of the process.",
    across: "each",
  },
  started: {
    name: "process_start_time",
    kind: "gauge",
    unit: "seconds",
    help: "When the process started, in seconds since 1970.",
    across: "each",
  },
} as const satisfies Readonly<Record<string, Declared>>;

export type FamilyName = keyof typeof FAMILIES;

export const DECLARED: readonly Declared[] = Object.values(FAMILIES);
