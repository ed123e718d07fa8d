/** What to do about a file that SQLite can't open, by its primary code (https://sqlite.org/rescode.html). */

const PERMISSIONS = "Let the user of the server read and write the file and its directory.";
const DAMAGED =
  "It is damaged, or isn't a database. Restore a backup with candor restore, or name another directory with --data.";

const FIXES: Readonly<Record<number, string>> = {
  3: PERMISSIONS,
  5: "Another program keeps it locked: stop that program, or wait until it has finished.",
  8: PERMISSIONS,
  10: "Look at the disk and its file system. The log of the system says more.",
  11: DAMAGED,
  13: "Make room on the disk.",
  14: PERMISSIONS,
  26: DAMAGED,
};

/** A sentence; `undefined` if the error isn't one of SQLite, or is the program's own. */
export const fixFor = (error: unknown): string | undefined =>
  error instanceof Error && "errcode" in error ? FIXES[Number(error.errcode) & 0xff] : undefined;
