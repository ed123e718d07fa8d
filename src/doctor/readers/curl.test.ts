import { describe, expect, it } from "vitest";
import { read } from "../read.ts";

const TOKEN = "https://id.example/token";
const FORM = { "content-type": "application/x-www-form-urlencoded" };

function requests(text: string) {
  return read(text).exchanges.map(({ request }) => request);
}

describe("curl as a user writes it", () => {
  it.each<[text: string, expected: object]>([
    [`curl ${TOKEN}`, { method: "GET", url: TOKEN, headers: {} }],
    [`curl -X POST ${TOKEN}`, { method: "POST", url: TOKEN }],
    [`curl -XPOST ${TOKEN} -d a=b`, { method: "POST", url: TOKEN, headers: FORM, body: "a=b" }],
    [`$ curl -d 'a=b' --data "c=d e" ${TOKEN}`, { method: "POST", url: TOKEN, body: "a=b&c=d e" }],
    [`> curl ${TOKEN} --data-raw=a=b`, { body: "a=b" }],
    [`user@host:~$ curl -sSLk ${TOKEN} -da=b`, { url: TOKEN, body: "a=b" }],
    [`curl.exe -d a=b ${TOKEN} | jq .`, { url: TOKEN, body: "a=b" }],
    [`curl -d a=b ${TOKEN} > out.json && echo done`, { url: TOKEN, body: "a=b" }],
    [
      `curl --data-urlencode 'redirect_uri=https://a.example/cb?x=1' ${TOKEN}`,
      { body: "redirect_uri=https%3A%2F%2Fa.example%2Fcb%3Fx%3D1" },
    ],
    [`curl -G -d a=b -d c=d ${TOKEN}`, { method: "GET", url: `${TOKEN}?a=b&c=d`, headers: {} }],
    [`curl -G ${TOKEN}?x=1 --data-urlencode "s=a b"`, { url: `${TOKEN}?x=1&s=a%20b` }],
    [
      `curl --json '{"a":1}' ${TOKEN}`,
      { method: "POST", headers: { "content-type": "application/json" }, body: '{"a":1}' },
    ],
    [
      `curl -H 'Content-Type: application/json' -d '{"a":1}' ${TOKEN}`,
      { headers: { "content-type": "application/json" } },
    ],
    [`curl -u id:secret ${TOKEN}`, { headers: { authorization: "Basic aWQ6c2VjcmV0" } }],
    [`curl --user "id:sécret" ${TOKEN}`, { headers: { authorization: "Basic aWQ6c8OpY3JldA==" } }],
    [`curl --oauth2-bearer abc ${TOKEN}`, { headers: { authorization: "Bearer abc" } }],
    [`curl -o out.json --max-time 5 -A me ${TOKEN}`, { url: TOKEN, headers: { "user-agent": "me" } }],
    [`curl -d a=b \\\n  -d c=d \\\n  ${TOKEN}`, { url: TOKEN, body: "a=b&c=d" }],
    [`curl -d a=b \\ \n  -d c=d \\ \n  ${TOKEN}`, { url: TOKEN, body: "a=b&c=d" }],
    [`curl --request POST \\\r\n --url ${TOKEN} \\\r\n --data 'a=b'`, { method: "POST", url: TOKEN, body: "a=b" }],
    [`curl -d “a=b” ${TOKEN}`, { body: "a=b" }],
    ["curl https://id.example/authorize?a=1&b=2", { url: "https://id.example/authorize?a=1&b=2" }],
    ["curl 'https://id.example/x?a=1&amp;b=2'", { url: "https://id.example/x?a=1&b=2" }],
    [`curl id.example/token -d a=b`, { url: TOKEN }],
    [`curl "localhost:8080/token" -d a=b`, { url: "http://localhost:8080/token" }],
    [`curl -d $'a=it\\'s\\u0021' ${TOKEN}`, { body: "a=it's!" }],
    [`I ran \`curl -d a=b ${TOKEN}\``, { url: expect.stringContaining(TOKEN) }],
    [`curl -d 'a=b ${TOKEN}`, undefined as unknown as object],
  ])("%j", (text, expected) => {
    const [request] = requests(text);
    if (expected === undefined) expect(request?.url ?? "").toBe("");
    else expect(request).toMatchObject(expected);
  });

  it("multipart", () => {
    const [request] = requests(`curl -F grant_type=x -F 'code=a b' ${TOKEN}`);
    expect(request?.headers["content-type"]).toMatch(/^multipart\/form-data/);
    expect(request?.body).toMatch(/name="code"\r\n\r\na b\r\n/);
  });

  it("several, with their responses", () => {
    const text = `$ curl -d a=b ${TOKEN}\n{"error":"invalid_client"}\n$ curl -i -d c=d ${TOKEN}\nHTTP/2 400\ncontent-type: application/json\n\n{"error":"invalid_grant"}\nand then it stopped`;
    const { exchanges, texts } = read(text);
    expect(exchanges.map(({ request, response }) => [request?.body, response?.status, response?.body])).toEqual([
      ["a=b", undefined, '{"error":"invalid_client"}'],
      ["c=d", 400, '{"error":"invalid_grant"}'],
    ]);
    expect(texts).toEqual(["and then it stopped"]);
  });

  it("one that is spoken of is no command", () => {
    expect(requests("When I use curl it works, with the browser it does not")).toEqual([]);
  });
});

describe("curl as a browser copies it", () => {
  const body = "grant_type=authorization_code&code=4%2Fabc";
  it.each<[what: string, text: string]>([
    [
      "bash",
      `curl '${TOKEN}' \\\n  -H 'accept: */*' \\\n  -H 'content-type: application/x-www-form-urlencoded' \\\n  --data-raw '${body}'`,
    ],
    [
      "bash, ANSI quotes",
      `curl '${TOKEN}' \\\n  -H 'accept: */*' -H 'content-type: application/x-www-form-urlencoded' \\\n  --data-raw $'${body}' \\\n  --compressed`,
    ],
    [
      "cmd of old",
      `curl "${TOKEN}" ^\n  -H "accept: */*" ^\n  -H "content-type: application/x-www-form-urlencoded" ^\n  --data-raw "${body.replaceAll("%", '"^%"')}"`,
    ],
    [
      "cmd",
      `curl ^"${TOKEN}^" ^\r\n  -H ^"accept: */*^" ^\r\n  -H ^"content-type: application/x-www-form-urlencoded^" ^\r\n  --data-raw ^"grant_type=authorization_code^&code=4^%^2Fabc^"`,
    ],
    [
      "cmd, doubled quotes",
      `curl "${TOKEN}" -H "accept: */*" -H "content-type: application/x-www-form-urlencoded" --data-raw "${body}"`,
    ],
    [
      "PowerShell",
      `Invoke-WebRequest -UseBasicParsing -Uri "${TOKEN}" \`\n-Method "POST" \`\n-Headers @{\n"accept"="*/*"\n} \`\n-ContentType "application/x-www-form-urlencoded" \`\n-Body "${body}"`,
    ],
    [
      "PowerShell with a session",
      `$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n$session.UserAgent = "Mozilla"\nInvoke-WebRequest -UseBasicParsing -Uri "${TOKEN}" \`\n-Method "POST" \`\n-WebSession $session \`\n-Headers @{\n"accept"="*/*"\n} \`\n-ContentType "application/x-www-form-urlencoded" \`\n-Body "${body}"`,
    ],
    [
      "fetch",
      `fetch("${TOKEN}", {\n  "headers": {\n    "accept": "*/*",\n    "content-type": "application/x-www-form-urlencoded"\n  },\n  "body": "${body}",\n  "method": "POST"\n});`,
    ],
  ])("%s", (_, text) => {
    expect(requests(text)).toEqual([{ method: "POST", url: TOKEN, headers: { accept: "*/*", ...FORM }, body }]);
  });

  it("cmd with quotes in the body", () => {
    const text = `curl ^"${TOKEN}^" -H ^"content-type: application/json^" --data-raw ^"^{^\\^"a^\\^":^\\^"b c^\\^"^}^"`;
    expect(requests(text)[0]?.body).toBe('{"a":"b c"}');
    expect(requests(`curl "${TOKEN}" ^\n --data "{""a"":""b""}"`)[0]?.body).toBe('{"a":"b"}');
  });
});

describe("PowerShell and JavaScript as a user writes them", () => {
  it.each<[text: string, expected: object]>([
    [
      `$body = @{\n  grant_type = "client_credentials"\n  client_id = 'a'\n}\n$r = Invoke-RestMethod -Method Post -Uri "${TOKEN}" -Body $body`,
      { method: "POST", url: TOKEN, body: "grant_type=client_credentials&client_id=a", headers: FORM },
    ],
    [`irm ${TOKEN} -Method POST -Body "a=b"`, { method: "POST", url: TOKEN, body: "a=b" }],
    [
      `$url = "${TOKEN}"\nInvoke-RestMethod -Uri $url -Method Post -Body @{ grant_type="x"; scope="a b" }`,
      { url: TOKEN, body: "grant_type=x&scope=a+b" },
    ],
    [
      `const r = await fetch('${TOKEN}', {\n  method: 'POST',\n  headers: { 'Content-Type': 'application/json' },\n  body: JSON.stringify({ grant_type: 'x', code }),\n})`,
      { method: "POST", url: TOKEN, body: '{"grant_type":"x"}', partial: true },
    ],
    [
      `await fetch("${TOKEN}", { method: "POST", body: new URLSearchParams({ grant_type: "x", code: code }) })`,
      { method: "POST", body: "grant_type=x", partial: true },
    ],
  ])("%j", (text, expected) => {
    expect(requests(text)).toEqual([expect.objectContaining(expected)]);
  });
});
