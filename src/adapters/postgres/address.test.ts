import { describe, expect, it } from "vitest";
import { nameOfDatabase, readAddress } from "./address.ts";

const urls = (url: string): readonly string[] => readAddress(url).hosts.map((host) => host.url);

describe("an ordinary URL", () => {
  it.each([
    "postgresql://candor@db.internal/candor",
    "postgres://candor:p%40ss%2Fw%23@db.internal:5433/candor",
    "postgresql://candor:p@ss@db.internal/candor",
    "postgresql://candor@[::1]:5433/candor?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem",
    "postgresql:///candor",
    "postgresql://candor@%2Frun%2Fpostgresql/candor?sslmode=disable",
    "postgres://candor@db.internal/candor?sslmode=no-verify",
  ])("is used as it is: %s", (url) => {
    const { hosts, wants } = readAddress(url);
    expect([hosts.length, wants]).toEqual([1, undefined]);
    const given = new URL(url.replace("@%2Frun%2Fpostgresql/", "@/").replace("@/", "@localhost/"));
    const used = new URL(hosts[0].url.replace("@/", "@localhost/"));
    expect([used.username, used.password, used.port, used.pathname]).toEqual([
      ...[given.username, given.password, given.port, given.pathname],
    ]);
  });

  it.each(["/var/run/postgresql candor", "socket:/run/postgresql/?db=candor"])(
    "so is the path of a socket: %s",
    (url) => {
      expect(urls(url)).toEqual([url]);
    },
  );
});

describe("the way there", () => {
  it.each(["allow", "prefer", "require", "verify-ca", "verify-full"])("is verified with sslmode=%s", (mode) => {
    expect(urls(`postgresql://db/candor?sslmode=${mode}`)).toEqual(["postgresql://db/candor?sslmode=verify-full"]);
  });

  it("is what libpq makes of it where that is asked for", () => {
    const url = "postgresql://db/candor?sslmode=require&uselibpqcompat=true";
    expect(urls(url)).toEqual([url]);
  });

  it("is verified by what the system trusts with libpq's name for it", () => {
    expect(urls("postgresql://db/candor?sslrootcert=system")).toEqual(["postgresql://db/candor?sslmode=verify-full"]);
  });
});

describe("several hosts", () => {
  it.each([
    ["postgresql://u:p@a,b:5433,[::1]/candor", ["a", 5432], ["b", 5433], ["::1", 5432]],
    ["postgresql://u:p@a:1,b:2/candor?target_session_attrs=read-write", ["a", 1], ["b", 2]],
    ["postgresql://u:p@/candor?host=a,b&port=5433", ["a", 5433], ["b", 5433]],
    ["postgresql://u:p@/candor?host=/run/one,b&port=1,2", ["/run/one", 1], ["b", 2]],
  ])("are read as libpq does: %s", (url, ...expected) => {
    const { hosts, wants } = readAddress(url as string);
    expect(hosts.map(({ host, port }) => [host, port])).toEqual(expected);
    expect(wants).toBe("primary");
    for (const { url } of hosts) expect(url).toMatch(/^postgresql:\/\/u:p@[^,]*\/candor(?:\?host=[^,]*)?$/);
  });

  it("are asked which is a standby where lists are read", () => {
    expect(readAddress("postgresql://a,b/candor", "standby").wants).toBe("standby");
    expect(readAddress("postgresql://a/candor?target_session_attrs=prefer-standby", "standby").wants).toBe("standby");
  });

  it("one host that must accept writes is asked whether it does", () => {
    expect(readAddress("postgresql://vip/candor?target_session_attrs=primary").wants).toBe("primary");
    expect(readAddress("postgresql://vip/candor?target_session_attrs=any").wants).toBeUndefined();
  });
});

describe("what can't be used", () => {
  it.each([
    ["postgresql://candor:hu/sh@127.0.0.1/candor", "percent-encoded"],
    ["postgresql://candor:12/hush@127.0.0.1/candor", "percent-encoded"],
    ["postgresql://candor:12?hush@127.0.0.1/candor", "percent-encoded"],
    ["postgresql://candor:12#hush@127.0.0.1/candor", "percent-encoded"],
    ["postgresql://candor:hush%zz@a,%zz/candor", "percent-encoded"],
    ["postgresql://candor:hush@a:port/candor", "percent-encoded"],
    ["postgresql://candor:hush@a:0/candor", "percent-encoded"],
    ["postgresql://candor:hush@a:65536/candor", "percent-encoded"],
    ["postgresql://candor:hush@a,,b/candor", "empty host"],
    ["postgresql://candor:hush@a,b/candor?port=1,2,3", "3 ports for 2 hosts"],
    ["postgresql://candor:hush@a/candor?sslmode=on", "sslmode=on, expected allow"],
    ["postgresql://candor:hush@a,b/candor?target_session_attrs=standby", "target_session_attrs=standby, expected any"],
    ["mysql://candor:hush@a/candor", "percent-encoded"],
    ["host=a password=hush", "percent-encoded"],
    ["", "percent-encoded"],
  ])("is named, and not shown: %s", (url, said) => {
    const read = () => readAddress(url);
    expect(read).toThrow(said);
    expect(read).toThrow(/^DATABASE_URL /);
    expect(read).not.toThrow(/hush|12/);
  });

  it("is named by its own variable", () => {
    expect(() => readAddress("postgresql://a/b?target_session_attrs=primary", "standby")).toThrow(
      /^DATABASE_REPLICA_URL /,
    );
  });
});

it.each([
  ["postgresql://u:hush@a:1,b/candor?sslmode=require", "postgresql://a:1,b/candor"],
  ["postgresql://u:hush@/candor?host=/run/postgresql&password=hush", "postgresql:///run/postgresql/candor"],
  ["postgresql://u:12/hush@a/candor", undefined],
  ["nonsense", undefined],
])("a database is called by hosts and path: %s", (url, name) => {
  expect(nameOfDatabase(url)).toBe(name);
});
