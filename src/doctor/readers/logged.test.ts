/** Exchanges as libraries log them. */
import { describe, expect, it } from "vitest";
import { read } from "../read.ts";

const TOKEN = "https://id.example/token";
const BODY = "grant_type=authorization_code&code=abc";
const ERROR = '{"error":"invalid_grant"}';
const TYPE = "Content-Type: application/x-www-form-urlencoded";
const WHOLE = {
  request: { method: "POST", url: TOKEN, headers: { "content-type": "application/x-www-form-urlencoded" }, body: BODY },
  response: { status: 400, body: ERROR },
};

const OKHTTP = [
  `--> POST ${TOKEN}`,
  TYPE,
  "Content-Length: 38",
  "",
  BODY,
  "--> END POST (38-byte body)",
  `<-- 400 Bad Request ${TOKEN} (198ms)`,
  "content-type: application/json",
  "",
  ERROR,
  "<-- END HTTP (25-byte body)",
];
const before = (lines: readonly string[], prefix: (at: number) => string) =>
  lines.map((line, at) => `${prefix(at)}${line}`).join("\n");

const WIRE = [
  [
    '>> "POST /token HTTP/1.1[\\r][\\n]"',
    `>> "${TYPE}[\\r][\\n]"`,
    '>> "Host: id.example[\\r][\\n]"',
    '>> "[\\r][\\n]"',
    `>> "${BODY}"`,
  ],
  [
    '<< "HTTP/1.1 400 Bad Request[\\r][\\n]"',
    '<< "Content-Type: application/json[\\r][\\n]"',
    '<< "[\\r][\\n]"',
    `<< "${ERROR}"`,
  ],
].flat();

it.each<[what: string, text: string]>([
  ["OkHttp", OKHTTP.join("\n")],
  ["OkHttp in logcat", before(OKHTTP, (at) => `2024-03-05 10:00:0${at % 10}.000 12345-12399 OkHttp D  `)],
  [
    "OkHttp with blank lines trimmed",
    before(OKHTTP, (at) => `03-05 10:00:0${at % 10}.1 D/OkHttp: `).replaceAll(/ +$/gm, ""),
  ],
  ["OkHttp in Spring", before(OKHTTP, (at) => `2024-03-05T10:00:0${at % 10}.000Z  INFO 1 --- [main] c.e.Http : `)],
  [
    "OkHttp with java.util.logging",
    OKHTTP.map((line) => `Mar 05, 2024 10:00:00 AM okhttp3.internal.platform.Platform log\nINFO: ${line}`).join("\n"),
  ],
  [
    "Feign",
    before(
      [
        `---> POST ${TOKEN} HTTP/1.1`,
        TYPE,
        "",
        BODY,
        "---> END HTTP (38-byte body)",
        "<--- HTTP/1.1 400 Bad Request (198ms)",
        "content-type: application/json",
        "",
        ERROR,
        "<--- END HTTP (25-byte body)",
      ],
      () => "2024-03-05 DEBUG TokenClient - [TokenClient#token] ",
    ),
  ],
  [
    "Apache HttpClient 4",
    before(WIRE, (at) => `2024-03-05 10:00:0${at % 10},000 DEBUG [main] org.apache.http.wire - http-outgoing-0 `),
  ],
  [
    "Apache HttpClient 5",
    before(WIRE, () => "10:00:00.000 [main] DEBUG org.apache.hc.client5.http.wire -- http-outgoing-0 "),
  ],
  [
    "Python's http.client",
    `send: b'POST /token HTTP/1.1\\r\\nHost: id.example\\r\\n${TYPE}\\r\\nContent-Length: 38\\r\\n\\r\\n'\nsend: b'${BODY}'\nreply: 'HTTP/1.1 400 Bad Request\\r\\n'\nheader: Content-Type: application/json\nheader: Cache-Control: no-store\nDEBUG:urllib3.connectionpool:https://id.example:443 "POST /token HTTP/1.1" 400 25\n${ERROR}`,
  ],
  [
    "Python's http.client, old",
    `send: 'POST /token HTTP/1.1\\r\\nHost: id.example\\r\\n${TYPE}\\r\\n\\r\\n${BODY}'\nreply: 'HTTP/1.1 400 Bad Request\\r\\n'\nheader: Content-Type: application/json\n${ERROR}`,
  ],
  [
    "Go's dump",
    `POST /token HTTP/1.1\nHost: id.example\n${TYPE}\n\n${BODY}\nHTTP/2.0 400 Bad Request\nContent-Type: application/json\n\n${ERROR}`,
  ],
  [
    "Go's dump in a log",
    `2024/03/05 10:00:00 POST /token HTTP/1.1\nHost: id.example\n${TYPE}\n\n${BODY}\n2024/03/05 10:00:00 HTTP/2.0 400 Bad Request\nContent-Type: application/json\n\n${ERROR}`,
  ],
  [
    "Go's dump, quoted",
    `2024/03/05 10:00:00 "POST /token HTTP/1.1\\r\\nHost: id.example\\r\\n${TYPE}\\r\\n\\r\\n${BODY}"\n2024/03/05 10:00:00 "HTTP/2.0 400 Bad Request\\r\\nContent-Type: application/json\\r\\n\\r\\n${ERROR.replaceAll('"', '\\"')}"`,
  ],
  [
    "Insomnia",
    `* Preparing request to ${TOKEN}\n* Connected to id.example (10.0.0.1) port 443\n\n> POST /token HTTP/1.1\n> Host: id.example\n> ${TYPE}\n\n| ${BODY}\n\n* We are completely uploaded and fine\n\n< HTTP/1.1 400 Bad Request\n< Content-Type: application/json\n\n${ERROR}`,
  ],
])("%s", (_, text) => {
  const { exchanges } = read(text);
  expect(exchanges).toHaveLength(1);
  expect(exchanges[0]).toMatchObject(WHOLE);
});

describe("a line that tells of an exchange", () => {
  it.each<[what: string, text: string, status: number | undefined]>([
    [
      "Spring's RestTemplate",
      `DEBUG RestTemplate : HTTP POST ${TOKEN}\nDEBUG RestTemplate : Response 400 BAD_REQUEST\n${ERROR}`,
      400,
    ],
    [
      ".NET's HttpClient",
      `info: System.Net.Http.HttpClient.Default.ClientHandler[100]\n      Sending HTTP request POST ${TOKEN}\ninfo: System.Net.Http.HttpClient.Default.ClientHandler[101]\n      Received HTTP response headers after 198.2ms - 400\n${ERROR}`,
      400,
    ],
    [
      ".NET's messages",
      `Method: POST, RequestUri: '${TOKEN}', Version: 1.1, Content: System.Net.Http.FormUrlEncodedContent\nStatusCode: 400, ReasonPhrase: 'Bad Request', Version: 1.1\n${ERROR}`,
      400,
    ],
    ["urllib3", `DEBUG:urllib3.connectionpool:https://id.example:443 "POST /token HTTP/1.1" 400 25\n${ERROR}`, 400],
    ["httpx", `INFO:httpx:HTTP Request: POST ${TOKEN} "HTTP/1.1 400 Bad Request"\n${ERROR}`, 400],
    ["Guzzle", `Client error: \`POST ${TOKEN}\` resulted in a \`400 Bad Request\` response:\n${ERROR}`, 400],
    ["java.net.http", `INFO: REQUEST: ${TOKEN} POST\n(POST ${TOKEN}) 400\n${ERROR}`, 400],
    ["OkHttp, only the lines", `--> POST ${TOKEN} (38-byte body)\n<-- 400 ${TOKEN} (198ms)`, 400],
  ])("%s", (_, text, status) => {
    const { exchanges } = read(text);
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]?.request).toMatchObject({ method: "POST", url: TOKEN, partial: true });
    expect(exchanges[0]?.response?.status).toBe(status);
  });

  it("Spring writes the form", () => {
    const text = `HTTP POST ${TOKEN}\nWriting [{grant_type=[authorization_code], redirect_uri=[https://app.example/cb]}] as "application/x-www-form-urlencoded;charset=UTF-8"`;
    expect(read(text).exchanges[0]?.request?.body).toBe(
      "grant_type=authorization_code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb",
    );
  });

  it.each([
    "GET https://api.example.org/me failed",
    "please POST https://app.example/form to us",
    "Response 400 was all",
  ])("none that matters: %j", (text) => expect(read(text).exchanges).toEqual([]));
});

it("an ordinary log stays as it is", () => {
  const text = "2024-03-05 10:00:00 INFO started -> ready\n2024-03-05 10:00:01 ERROR invalid_grant: the code expired";
  expect(read(text).texts).toEqual([text]);
});
