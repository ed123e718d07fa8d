/** The machine: its clock, its disk, the data directory. */
import { type DeploymentCheck, where } from "../define.ts";

/** Milliseconds by which clocks may differ. The Date header has whole seconds. */
const APART = 2_000;
/** Of the disk, and bytes, below which it is nearly full. */
const [SHARE, LEAST] = [0.1, 1_000_000_000];

const seconds = (milliseconds: number): string => `${(Math.abs(milliseconds) / 1_000).toFixed(1)} seconds`;
const compared = ({ there, here }: { readonly there: number; readonly here: number }, what: string): string =>
  `${what} is ${seconds(there - here)} ${there > here ? "ahead of" : "behind"} this machine's`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;

export const place: readonly DeploymentCheck[] = [
  {
    id: "clock/database-differs",
    when: "The clock of the PostgreSQL server and that of this machine differ by more than 2 seconds.",
    expected: "clocks that agree within 2 seconds",
    fix: "Let all machines get their time from NTP (chrony, systemd-timesyncd). What expires is decided by these clocks.",
    find: ({ database }) =>
      database?.clock &&
      where(Math.abs(database.clock.there - database.clock.here) > APART, () =>
        compared(database.clock ?? { there: 0, here: 0 }, "the database's clock"),
      ),
  },
  {
    id: "clock/server-differs",
    when: "The Date header of the server and the clock of this machine differ by more than 2 seconds.",
    expected: "clocks that agree within 2 seconds",
    fix: "Let all machines get their time from NTP (chrony, systemd-timesyncd). Clients refuse tokens from the future.",
    find: ({ server }) =>
      server?.clock &&
      where(Math.abs(server.clock.there - server.clock.here) > APART, () =>
        compared(server.clock ?? { there: 0, here: 0 }, "the server's clock"),
      ),
  },
  {
    id: "disk/nearly-full",
    when: "Less than a tenth of the disk and less than 1 GB is free, or less than the database needs to be copied.",
    expected: "at least 1 GB or a tenth of the disk, and as much as the database has",
    fix: "Make room, or move the data directory to a larger disk. On a full disk, requests that write are refused as server/storage-unavailable.",
    find: ({ disk }) =>
      disk &&
      where(
        (disk.free < disk.size * SHARE && disk.free < LEAST) || disk.free < disk.database,
        () => `${megabytes(disk.free)} of ${megabytes(disk.size)} is free at ${disk.directory}`,
      ),
  },
  {
    id: "disk/no-files",
    when: "The file system has no room for another file, whatever its free bytes.",
    expected: "at least 100 free inodes",
    fix: "Remove files that nobody needs. SQLite makes files beside its database, and fails without them.",
    find: ({ disk }) =>
      disk?.files === undefined
        ? undefined
        : where(disk.files < 100, () => `${disk.files} more files fit at ${disk.directory}`),
  },
  {
    id: "data/unusable",
    when: "The data directory or a file in it can't be used by this user, or belongs to somebody else.",
    expected: "a directory and files that belong to the user who runs the server",
    fix: "Run this command as the user who runs the server. Then change the owner and the mode of what is named.",
    find: ({ disk }) => disk?.faults.map(({ is, expected }) => `the data directory is ${is}; expected ${expected}`),
  },
  {
    id: "data/open-to-others",
    when: "Other users of the machine may read or write the data directory's database, or write into the directory.",
    expected: "files with mode 600 or 660, in a directory with mode 700 or 750",
    fix: "Remove the permissions: chmod o-rwx. Whoever reads the database has the keys, unless they are encrypted.",
    find: ({ disk }) => disk?.open.map(({ file, mode }) => `${file} has mode ${mode}`),
  },
];
