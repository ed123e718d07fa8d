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

describe("parameters", () => {
  it.each([
    ["sslmod=require", "the parameter sslmod, which Candor doesn't know: perhaps sslmode is meant"],
    ["ssl_mode=require", "perhaps sslmode is meant"],
    ["SSLMODE=require", "perhaps sslmode is meant"],
    ["sslmode%20=require", "perhaps sslmode is meant"],
    ["sslRootCert=/ca.pem", "perhaps sslrootcert is meant"],
    ["target_session_attr=any", "perhaps target_session_attrs is meant"],
    ["option=-csearch_path=x", "perhaps options is meant"],
    ["schema=public", "options=-csearch_path=NAME"],
    ["currentSchema=public", "options=-csearch_path=NAME"],
    ["pgbouncer=true", "pool_mode = session"],
    ["channel_binding=required", "channel_binding=required, expected disable, prefer, require"],
    ["channel_bindings=require", "perhaps channel_binding is meant"],
    ["gssencmode=require", "TLS"],
    ["sslcrl=/crl.pem", "sslrootcert"],
    ["require_auth=scram-sha-256", "require_auth, which Candor doesn't know: remove it"],
    ["client_encoding=LATIN1", "UTF-8"],
    ["hostaddr=10.0.0.1", "as the host"],
    ["service=main", "host, port"],
    ["what=1", "the parameter what, which Candor doesn't know: remove it"],
    ["__proto__=1", "__proto__, which Candor doesn't know: remove it"],
    ["constructor=1", "constructor, which Candor doesn't know: remove it"],
    ["sslmode=disable&sslmode=verify-full", "sslmode 2 times"],
    ["ssl=yes", "ssl=yes, expected"],
    ["ssl=true&sslmode=disable", "keep sslmode alone"],
    ["ssl=false&sslmode=require", "keep sslmode alone"],
    ["sslnegotiation=fast", "sslnegotiation=fast, expected postgres, direct"],
    ["uselibpqcompat=1", "uselibpqcompat=1, expected true, false"],
    ["schema=a&sslmod=require", "NAME, with the name of the schema; it has the parameter sslmod"],
  ])("that nobody would obey are refused: %s", (query, said) => {
    for (const url of [`postgresql://u:p@a/candor?${query}`, `postgresql://u:p@a,b/candor?${query}`])
      expect(() => readAddress(url)).toThrow(said);
    expect(() => readAddress(`postgresql://a/candor?${query}`, "standby")).toThrow(/^DATABASE_REPLICA_URL has /);
  });

  it.each([
    ["ssl=true", "sslmode=verify-full"],
    ["ssl=1", "sslmode=verify-full"],
    ["ssl=0", "sslmode=disable"],
    ["ssl=false", "sslmode=disable"],
    ["ssl=no-verify", "sslmode=no-verify"],
    ["ssl=true&sslmode=no-verify", "sslmode=no-verify"],
    ["sslmode=require&channel_binding=require", /^sslmode=verify-full&channel_binding=require$/],
    ["connect_timeout=15&sslmode=require&connection_limit=5&connectTimeout=3", /^sslmode=verify-full$/],
    ["client_encoding=UTF8&sslmode=disable&gssencmode=disable", "sslmode=disable"],
    ["options=-csearch_path=candor", "options=-csearch_path%3Dcandor"],
    ["options=-c%20search_path%3Dcandor", "options=-c+search_path%3Dcandor"],
    ["application_name=login&sslnegotiation=direct&ssl=true", /^application_name=login&sslnegotiation=direct&sslmode=/],
  ])("that are obeyed stay, and what is so already is left out: %s", (query, kept) => {
    expect(urls(`postgresql://u:p@a/candor?${query}`)[0]?.split("?")[1]).toMatch(kept);
  });

  it.each(["password=hu&sh", "password=hu&sh&schema=x", "password=hu&sh=1"])("may be a password's: %s", (query) => {
    const read = () => readAddress(`postgresql://u@a/candor?${query}`);
    expect(read).toThrow("may be parts of the password");
    expect(read).not.toThrow(/\bsh\b|hu/);
  });

  it("of a socket are held to the same", () => {
    expect(() => readAddress("socket:/run/postgresql/?db=candor&schema=x")).toThrow("options=-csearch_path=NAME");
  });
});

describe("what can't be used", () => {
  it("is named, and not shown, where a password has a question mark and more", () => {
    const read = () => readAddress("postgresql://candor:12?hush=1&hash=2@127.0.0.1/candor");
    expect(read).toThrow("percent-encoded");
    expect(read).not.toThrow(/hush|hash|12/);
  });

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
