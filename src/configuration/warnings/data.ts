/** What is wrong with the data directory. */
import { type Check, ofServer } from "./define.ts";

export const data: readonly Check[] = [
  {
    name: "database-incomplete",
    setting: "data",
    when: "A server was using the database, and its log (candor.sqlite-wal) is missing: candor.sqlite was copied alone.",
    means: "Users, grants and keys that were saved last may be missing. No link for a first operator is made.",
    fix: "Stop the server, and restore a backup: candor restore FILE --force. If nothing is missing, go on; candor users add NAME --role operator adds an operator if there is none.",
    find: ofServer(
      "data",
      ({ data }, { incomplete }) => incomplete === true && `${data}, where the database seems to be incomplete`,
    ),
  },
];
