/** Requests as programs write them. */
import { describe, expect, it } from "vitest";
import { read } from "../read.ts";
import { Call, plainOf, readLiteral } from "./literal.ts";

const TOKEN = "https://id.example/token";
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const JSON_TYPE = { "content-type": "application/json" };

it.each<[what: string, text: string, expected: object]>([
  [
    "fetch with a form",
    `await fetch('${TOKEN}', { method: 'POST', body: new URLSearchParams({ grant_type: 'x', scope: 'a b' }) })`,
    { method: "POST", url: TOKEN, headers: FORM, body: "grant_type=x&scope=a+b" },
  ],
  [
    "fetch with a variable",
    `const url = '${TOKEN}';\nconst body = new URLSearchParams();\nbody.append('grant_type', 'authorization_code');\nbody.set("code", code);\nfetch(url, { method: 'POST', body })`,
    { method: "POST", url: TOKEN, body: "grant_type=authorization_code", partial: true },
  ],
  [
    "requests, a form",
    `r = requests.post(\n    "${TOKEN}",\n    data={\n        "grant_type": "authorization_code",  # as documented\n        "code": code,\n    },\n    auth=("app", "secret"),\n)`,
    {
      method: "POST",
      url: TOKEN,
      headers: { ...FORM, authorization: "Basic YXBwOnNlY3JldA==" },
      body: "grant_type=authorization_code",
      partial: true,
    },
  ],
  [
    "requests, JSON",
    `requests.post('${TOKEN}', json={'grant_type': 'client_credentials'})`,
    { headers: JSON_TYPE, body: '{"grant_type":"client_credentials"}' },
  ],
  [
    "requests, variables",
    `payload = {\n  'grant_type': 'client_credentials',\n  'client_id': 'app',\n}\nurl = "${TOKEN}"\nresp = requests.post(url, data=payload)`,
    { url: TOKEN, body: "grant_type=client_credentials&client_id=app" },
  ],
  [
    "httpx",
    `httpx.post("${TOKEN}", data={"grant_type": "x"}, headers={"Accept": "application/json"})`,
    { headers: { accept: "application/json" }, body: "grant_type=x" },
  ],
  [
    "axios sends JSON",
    `axios.post("${TOKEN}", { grant_type: "client_credentials" })`,
    { headers: JSON_TYPE, body: '{"grant_type":"client_credentials"}' },
  ],
  [
    "axios with qs",
    `axios.post("${TOKEN}", qs.stringify({ grant_type: "client_credentials" }), { headers: { Accept: "application/json" } })`,
    { headers: { accept: "application/json", ...FORM }, body: "grant_type=client_credentials" },
  ],
  [
    "axios with a header",
    `axios.post("${TOKEN}", { grant_type: "x" }, { headers: { "Content-Type": "application/x-www-form-urlencoded" } })`,
    { headers: FORM, body: "grant_type=x" },
  ],
  [
    "axios with options",
    `axios({\n  method: 'post',\n  url: '${TOKEN}',\n  data: new URLSearchParams({ grant_type: 'x' }),\n  auth: { username: 'app', password: 's' },\n})`,
    { method: "POST", url: TOKEN, headers: { authorization: "Basic YXBwOnM=" }, body: "grant_type=x" },
  ],
  [
    "got",
    `await got.post('${TOKEN}', { form: { grant_type: 'x' } }).json()`,
    { method: "POST", headers: FORM, body: "grant_type=x" },
  ],
  [
    "Guzzle",
    `$response = $client->request('POST', '${TOKEN}', [\n    'form_params' => [\n        'grant_type' => 'authorization_code',\n        'code' => $code,\n    ],\n]);`,
    { method: "POST", url: TOKEN, body: "grant_type=authorization_code", partial: true },
  ],
  [
    "Laravel",
    `Http::asForm()->post('${TOKEN}', ['grant_type' => 'x', 'client_id' => 'app'])`,
    { headers: FORM, body: "grant_type=x&client_id=app" },
  ],
  [
    "Ruby",
    `Net::HTTP.post_form(URI('${TOKEN}'), 'grant_type' => 'x', 'code' => code)`,
    { method: "POST", url: TOKEN, body: "grant_type=x", partial: true },
  ],
  [
    "HTTParty",
    `HTTParty.post("${TOKEN}", body: { grant_type: "x" }, headers: { "Accept" => "application/json" })`,
    { body: "grant_type=x", headers: { accept: "application/json" } },
  ],
  [
    "Go",
    `resp, err := http.PostForm("${TOKEN}", url.Values{"grant_type": {"x"}, "code": {code}})`,
    { method: "POST", url: TOKEN, body: "grant_type=x", partial: true },
  ],
  [
    "parameters without a URL",
    `fetch(endpoint, { method: "POST", body: new URLSearchParams({ grant_type: "x", code }) })`,
    { url: "", body: "grant_type=x", partial: true },
  ],
  [
    "parameters without a call",
    `data = {\n  "grant_type": "authorization_code",\n  "code": code,\n  "redirect_uri": "https://app.example/cb",\n}`,
    { url: "", body: "grant_type=authorization_code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb", partial: true },
  ],
  [
    "a query",
    `axios.get("https://id.example/authorize", { params: { response_type: "code", scope: "a b" } })`,
    { method: "GET", url: "https://id.example/authorize?response_type=code&scope=a+b" },
  ],
])("%s", (_, text, expected) => {
  const { exchanges } = read(text);
  expect(exchanges).toHaveLength(1);
  expect(exchanges[0]?.request).toMatchObject(expected);
});

it.each([
  "app.post('/callback', (req, res) => { res.send('ok') })",
  "we post(ed) the token",
  "console.log(got(x))",
  "request(options, callback)",
])("none in %j", (text) =>
  expect(read(text).exchanges.filter(({ request }) => request?.body !== undefined)).toEqual([]),
);

describe("literals", () => {
  it.each<[text: string, value: unknown]>([
    [`{ a: 'x', "b": 2, c, ...rest, d: f(1) + 2 }`, { a: "x", b: 2 }],
    [`{'a': None, 'b': True, 'c': ('x', "y")}`, { a: null, b: true, c: ["x", "y"] }],
    [`{:a=>"x", "b"=>nil}`, { a: "x", b: null }],
    [`['a' => 'x', 'b' => ['y']]`, { a: "x", b: ["y"] }],
    [`Object [AxiosHeaders] { a: 'x', 'b-c': [ 'd' ] }`, { a: "x", "b-c": ["d"] }],
    [
      `<ref *1> ClientRequest {\n  a: [Function: x],\n  [Symbol(kB)]: 'y',\n  c: <Buffer 01 02>,\n  d: [Circular *1]\n}`,
      { kB: "y" },
    ],
    [`[Object: null prototype] { a: 'one ' +\n    'two' }`, { a: "one two" }],
    [`{ [cause]: { error: 'x' } }`, { cause: { error: "x" } }],
    ["{ a: `x`, b: `$".concat("{y}`, c: f'{z}', d: 'it\\'s \\u0041\\x42' }"), { a: "x", d: "it's AB" }],
    ["{}", {}],
    ["[]", []],
  ])("%s", (text, value) => expect(plainOf(readLiteral(text, 0)?.value ?? null)).toEqual(value));

  it.each(["{ a: 'x'", "{ a: ]", "{ a: 'x\n' }"])("none in %j", (text) => expect(readLiteral(text, 0)).toBeUndefined());

  it("a call has its arguments", () => {
    const read = readLiteral("f('a', b, c={'d': 1}).then(x)", 0);
    expect(read?.value).toBeInstanceOf(Call);
    expect(read?.end).toBe("f('a', b, c={'d': 1})".length);
  });
});
