/** Commands of HTTPie and wget, and what they print. */
import { describe, expect, it } from "vitest";
import { read } from "../read.ts";

const FORM = "application/x-www-form-urlencoded";
const TOKEN = "https://id.example/token";
const requestIn = (text: string) => read(text).exchanges[0]?.request;

describe("HTTPie", () => {
  it.each<[text: string, expected: object]>([
    [
      `http --form POST ${TOKEN} grant_type=authorization_code code=a/b redirect_uri=https://app.example/cb`,
      {
        method: "POST",
        url: TOKEN,
        headers: { "content-type": FORM },
        body: "grant_type=authorization_code&code=a%2Fb&redirect_uri=https%3A%2F%2Fapp.example%2Fcb",
      },
    ],
    [`$ http -f ${TOKEN} scope='read write'`, { method: "POST", body: "scope=read+write" }],
    [
      `http ${TOKEN} a=b n:=1 list:='["x"]'`,
      { headers: { "content-type": "application/json" }, body: '{"a":"b","n":1,"list":["x"]}' },
    ],
    [`http -vf ${TOKEN} a=b X-Trace:1`, { headers: { "content-type": FORM, "x-trace": "1" }, body: "a=b" }],
    [
      `http -a app:secret -f POST id.example/token a=b`,
      { url: TOKEN, headers: { authorization: "Basic YXBwOnNlY3JldA==" } },
    ],
    [`http -A bearer -a abc ${TOKEN}`, { method: "GET", headers: { authorization: "Bearer abc" } }],
    [
      `https id.example/userinfo "Authorization: Bearer abc"`,
      { url: "https://id.example/userinfo", headers: { authorization: "Bearer abc" } },
    ],
    [
      `http :8080/authorize response_type==code scope=='a b'`,
      { method: "GET", url: "http://localhost:8080/authorize?response_type=code&scope=a+b" },
    ],
    [`xh -f post ${TOKEN} a=b`, {}],
    [`http --raw '{"a":1}' POST ${TOKEN}`, { method: "POST", body: '{"a":1}' }],
    [`http --form \\\n  POST ${TOKEN} \\\n  a=b`, { url: TOKEN, body: "a=b" }],
  ])("%j", (text, expected) => {
    if (Object.keys(expected).length > 0) expect(requestIn(text)).toMatchObject(expected);
  });

  it.each(["http is not allowed for a redirect URI", "https only", "use https for this", "http POST"])(
    "none in %j",
    (text) => expect(read(text).exchanges).toEqual([]),
  );

  it("what --verbose prints belongs to the command", () => {
    const text = `$ http -vf POST ${TOKEN} grant_type=authorization_code code=abc\nPOST /token HTTP/1.1\nAccept: */*\nContent-Type: ${FORM}; charset=utf-8\nHost: id.example\nUser-Agent: HTTPie/3.2.2\n\ngrant_type=authorization_code&code=abc\n\n\nHTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{\n    "error": "invalid_grant"\n}\n`;
    const { exchanges } = read(text);
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]).toMatchObject({
      request: {
        url: TOKEN,
        headers: { "user-agent": "HTTPie/3.2.2" },
        body: "grant_type=authorization_code&code=abc",
      },
      response: { status: 400, body: expect.stringContaining("invalid_grant") },
    });
  });
});

describe("wget", () => {
  it.each<[text: string, expected: object]>([
    [
      `wget --post-data='a=b&c=d' ${TOKEN}`,
      { method: "POST", url: TOKEN, headers: { "content-type": FORM }, body: "a=b&c=d" },
    ],
    [
      `wget --quiet --method POST --header 'Content-Type: application/json' --body-data '{"a":1}' --output-document - ${TOKEN}`,
      { method: "POST", headers: { "content-type": "application/json" }, body: '{"a":1}' },
    ],
    [
      `$ wget -qO- --header="Authorization: Bearer abc" ${TOKEN}`,
      { method: "GET", headers: { authorization: "Bearer abc" } },
    ],
    [
      `wget --user=app --password=s --auth-no-challenge -O - ${TOKEN}`,
      { url: TOKEN, headers: { authorization: "Basic YXBwOnM=" } },
    ],
    [`wget --post-file=body.txt ${TOKEN}`, { method: "POST", partial: true }],
    [`wget -O out.json id.example/token --post-data a=b`, { url: TOKEN, body: "a=b" }],
  ])("%j", (text, expected) => expect(requestIn(text)).toMatchObject(expected));

  it("what -S prints is the response", () => {
    const text = `wget -S -O- --post-data="a=b" ${TOKEN}\n--2024-03-05 10:00:00--  ${TOKEN}\nConnecting to id.example|10.0.0.1|:443... connected.\nHTTP request sent, awaiting response... \n  HTTP/1.1 401 Unauthorized\n  Content-Type: application/json\n  WWW-Authenticate: Basic realm="token"\n\nUsername/Password Authentication Failed.`;
    const { exchanges } = read(text);
    expect(exchanges).toMatchObject([
      { request: { body: "a=b" }, response: { status: 401, headers: { "www-authenticate": 'Basic realm="token"' } } },
    ]);
  });

  it("one that is spoken of is no command", () => expect(read("I tried wget and it worked").exchanges).toEqual([]));
});
