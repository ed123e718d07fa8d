/** What is wrong with the data directory. */
import { type Check, ofServer } from "./define.ts";

export const data: readonly Check[] = [
  {
    name: "data-of-another-issuer",
    setting: "data",
    when: "The data was last served with another issuer.",
    means: "Both issuers share users, grants and signing keys.",
    fix: "Give each issuer a data directory of its own, by data or --data. If you renamed the issuer, do nothing: the next start no longer warns.",
    find: ofServer(
      "data",
      ({ data, issuer }, { servedBefore }) =>
        servedBefore !== undefined && servedBefore !== issuer && `${data}, which was last served as ${servedBefore}`,
    ),
  },
  {
    name: "database-incomplete",
    setting: "data",
    when: "A server was using the database, and its log (candor.sqlite-wal) is missing: candor.sqlite was copied alone.",
    means: "Users, grants and keys that were saved last may be missing. No link for a first operator is made.",
    fix: "Stop the server, and restore a backup: candor restore FILE --force. If nothing is missing, go on. If there is no operator, candor users add NAME --role operator adds one.",
    find: ofServer(
      "data",
      ({ data }, { incomplete }) => incomplete === true && `${data}, where the database seems to be incomplete`,
    ),
  },
];
