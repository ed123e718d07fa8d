/** A disk that can't keep the log: no write is confirmed, and nothing more is committed until it is certain what is kept. */
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { connect } from "../../src/adapters/sqlite/connection.ts";
import { openDatabase } from "../../src/adapters/sqlite/database.ts";
import { type Disk, diskOf } from "../../src/adapters/sqlite/disk.ts";
import { StorageUnavailable } from "../../src/ports/storage.ts";
import { scratchFiles } from "./scratch.ts";

const newFile = scratchFiles();

/** A connection whose next syncs can be made to fail. */
function failing() {
  const file = newFile();
  const database = openDatabase(file);
  database.exec("create table t (n integer primary key); pragma wal_checkpoint(truncate)");
  const real = diskOf(database);
  const does = { fail: 0, recovered: 0, canRecover: true };
  const disk: Disk = {
    ...real,
    sync: () =>
      does.fail-- > 0 ? Promise.reject(new StorageUnavailable("failing", "EIO: i/o error, fdatasync")) : real.sync(),
    recover() {
      does.recovered++;
      return does.canRecover && real.recover();
    },
  };
  const connection = connect(database, undefined, undefined, disk);
  const insert = database.prepare("insert into t values (?)");
  const write = (n: number) => connection.write(() => insert.run(n));
  /** What the database file has by itself, without its log. */
  const inFile = () => {
    const copy = new DatabaseSync(`file:${file}?immutable=1`, { readOnly: true });
    const rows = copy.prepare("select n from t order by n").all();
    copy.close();
    return rows.map(({ n }) => n);
  };
  return { does, write, inFile, close: connection.close };
}

it("rejects the write, and the next begins with everything in the database file", async () => {
  const { does, write, inFile, close } = failing();
  await write(1);
  expect(does.recovered).toBe(0);
  does.fail = 1;
  await expect(write(2)).rejects.toMatchObject({ name: "StorageUnavailable", reason: "failing" });
  expect(inFile()).toEqual([]);
  await write(3);
  expect(does.recovered).toBe(1);
  // The log starts again with 3, which isn't in the file yet.
  expect(inFile()).toEqual([1, 2]);
  await write(4);
  expect(does.recovered).toBe(1);
  close();
  expect(inFile()).toEqual([1, 2, 3, 4]);
});

it("commits nothing as long as that isn't possible", async () => {
  const { does, write, inFile, close } = failing();
  does.fail = 1;
  await expect(write(1)).rejects.toThrow("EIO");
  does.canRecover = false;
  const waiting = write(2);
  await expect.poll(() => does.recovered).toBeGreaterThan(2);
  expect(inFile()).toEqual([]);
  does.canRecover = true;
  await waiting;
  close();
  expect(inFile()).toEqual([1, 2]);
});
