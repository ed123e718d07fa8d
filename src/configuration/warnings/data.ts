/** What is wrong with the data directory. */
import { type Check, ofServer } from "./define.ts";

export const data: readonly Check[] = [
  {
    name: "data-of-another-issuer",
    setting: "data",
    when: "The data was last served with another issuer.",
    means: "Both issuers share users, grants and signing keys.",
    fix: "Give each issuer its own data directory, with data or --data. If you renamed the issuer, do nothing: the next start won't warn again.",
    find: ofServer(
      "data",
      ({ data, issuer }, { servedBefore }) =>
        servedBefore !== undefined && servedBefore !== issuer && `${data}, which was last served as ${servedBefore}`,
    ),
  },
  {
    name: "database-incomplete",
    setting: "data",
    when: "The database's log (candor.sqlite-wal) is missing, although a server was using the database: candor.sqlite was copied alone.",
    means:
      "The most recently saved users, grants and keys may be missing. The server doesn't create a link for a first operator.",
    fix: "Stop the server, and restore a backup with candor restore FILE --force. If nothing is missing, you can continue. If there is no operator, add one with candor users add NAME --role operator.",
    find: ofServer(
      "data",
      ({ data }, { incomplete }) => incomplete === true && `${data}, where the database seems to be incomplete`,
    ),
  },
];
