/** Odd things to put into requests; most of them have been somebody's vulnerability. */

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Values as they are in a form: some are encoded well, some badly, some not at all. */
export const VALUES: readonly string[] = [
  "",
  " ",
  "\xff\xfe",
  "\xe9",
  "a".repeat(8193),
  "a".repeat(70_000),
  "%41".repeat(4_000),
  "a+".repeat(300),
  "a,".repeat(300),
  ...words(`
    % %zz %u0041 %00 %0d%0ax-injected:%201 %C0%AF %FF%FE %ED%A0%80 %F0%9F%94%91 %5C %22 %E2%80%AEabc + %2B%2520 -1 1e400 NaN
    null true [] {} __proto__ constructor javascript:alert(1) http://evil.test/ //evil.test data:,x
    %22%3E%3Cscript%3Ealert(1)%3C/script%3E %27%20OR%201%3D1-- ..%2f..%2fetc%2fpasswd $%7B7*7%7D {{7*7}} candor_code_ candor_refresh_x
    eyJhbGciOiJub25lIn0.e30. eyJhbGciOiJub25lIn0.eyJ0eXAiOiJhdCtqd3QifQ.AAAA none code token form_post plain openid password
  `),
];

const many = (name: string, ...values: string[]) => values.map((value) => [name, value] as const);

export const HEADERS: readonly (readonly [string, string])[] = [
  ...many("authorization", "", "Basic", "Basic ====", "Basic \xff\xfe", `Basic ${"A".repeat(5_000)}`, "Basic Og=="),
  ...many("authorization", "Bearer", "Bearer eyJ.eyJ.x", "Bearer eyJhbGciOiJub25lIn0.e30.", "OAuth oauth_token=x"),
  ...many("authorization", 'Digest username="x"', "Bearer candor_access_x", `Bearer candor_access_${"_".repeat(56)}`),
  ...many("cookie", "=", ";;;=;=", "candor-session", "candor-session=%zz; candor-form=%00", "\xff\xfe=\xff"),
  ...many(
    "cookie",
    `candor-session=zzzzzzzzzzz.${"A".repeat(32)}`,
    `a=${"b".repeat(6_000)}`,
    "__proto__=x; constructor=y",
  ),
  ...many("accept", "text/html", "\xff", "application/xml;q=0.9"),
  ...many("accept-language", "\xff\xfe,;q=x", "x".repeat(3_000)),
  ...many("content-type", "application/json", "multipart/form-data", "multipart/form-data; boundary=x", ";", "a b c"),
  ...many(
    "content-type",
    "text/plain; charset=utf-16",
    "application/x-www-form-urlencoded; charset=\xff",
    "x".repeat(3_000),
  ),
  ...many("content-encoding", "gzip", "x"),
  ...many("x-forwarded-proto", "gopher", "https"),
  ...many("x-forwarded-for", "\xff, 1.2.3.4.5"),
  ...many("x-forwarded-host", "evil.test"),
  ...many("host", "evil.test", "", "[::1", "a b"),
  ...many("origin", "null", "http://evil.test"),
  ...many("sec-fetch-site", "cross-site", "x"),
  ...many("connection", "upgrade, close", "x", "keep-alive"),
  ...many("upgrade", "websocket"),
  ...many("range", "bytes=0-"),
  ...many("if-none-match", "*"),
  ...many("expect", "200-maybe"),
  ...many("x-http-method-override", "DELETE"),
  ...many("x-huge", "h".repeat(20_000)),
  ...many("te", "trailers"),
  ...many("forwarded", 'for="_x";proto=https'),
  ...many("accept-version", "9"),
];

export const METHODS = words(
  "GET POST PUT DELETE PATCH HEAD OPTIONS TRACE PROPFIND REPORT SEARCH QUERY MKCOL PURGE LINK M-SEARCH",
);

/** To be before or behind a path. */
export const PATHS: readonly string[] = [
  "",
  "\\",
  "/\xff",
  `/${"x".repeat(300)}`,
  `/${"y".repeat(9_000)}`,
  ...words(`
    /.. /../ /%2e%2e/%2e%2e/etc/passwd // /// /% /%zz /%00 /%FF /%2F ;a=b /. ? ?? ?&&=& # /* /..%5c /__proto__ /constructor /:family
    /%252e /.well-known/ /token /errors/
  `),
];

export const BODIES: readonly Buffer[] = [
  Buffer.alloc(66_000, "a"),
  Buffer.alloc(300, "&"),
  Buffer.alloc(99, "="),
  Buffer.alloc(500, "{"),
  ...[
    '{"grant_type":"client_credentials"}',
    "<a/>",
    "--x\r\ncontent-disposition: form-data; name=a\r\n\r\n1\r\n--x--",
  ].map((text) => Buffer.from(text)),
];

export const VERSIONS = ["HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/9", "HTP", "", "HTTP/1.1 "];

/** In place of a line's end. */
export const LINE_ENDS = [
  "\n",
  "\r",
  "\r\n\r\n",
  "\r\n x-folded\r\n",
  "\r\n: x\r\n",
  "\r\nbad header\r\n",
  "\r\nx y: z\r\n",
  "\r\n\0\r\n",
];

/** In place of the true length. */
export const LENGTHS = [
  ...["-1", "99999", "1", "x", "1\r\ncontent-length: 2", "0x5", "+3"].map((length) => `content-length: ${length}`),
  ...["chunked", "chunked\r\ncontent-length: 3", "gzip, chunked", "x"].map((coding) => `transfer-encoding: ${coding}`),
];

/** What isn't request at all, or hardly one. */
export const NOISE = [
  "\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "GET\r\n\r\n",
  "\r\n\r\n\r\n",
  "CONNECT evil.test:443 HTTP/1.1\r\nhost: x\r\n\r\n",
  "GET / HTTP/1.1\r\n\r\n",
  "GET http://[::1 HTTP/1.1\r\nhost: x\r\n\r\n",
  "POST /token HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
  "POST /token HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
];
