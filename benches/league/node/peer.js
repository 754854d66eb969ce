// node-soap. Its values are plain objects. xtask/src/league/peer.rs describes what this program does.

const fs = require("fs");
const soap = require("soap");

const ENTRIES = 10_000;

const wallTime = () => performance.now() / 1e3;

function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

// Repeats work for some seconds, and at least three times, and prints what each repetition takes.
async function repeat(seconds, clock, work) {
  const end = wallTime() + Number(seconds);
  for (let count = 0; count < 3 || wallTime() < end; count++) {
    const begin = clock();
    await work();
    console.log(clock() - begin);
  }
}

function check(condition) {
  if (!condition) throw new Error("the result is wrong");
}

async function main([wsdl, command, ...rest]) {
  const client = await soap.createClientAsync(wsdl);
  const decode = (document) => {
    const response = client.wsdl.xmlToObject(document).Body.GetIdentitiesResponse;
    check(response.GetIdentitiesResult.Identity.length === ENTRIES);
    return response;
  };
  switch (command) {
    case "decode": {
      const [file, seconds] = rest;
      const document = fs.readFileSync(file, "utf8");
      return repeat(seconds, processorTime, () => decode(document));
    }
    case "encode": {
      const [file, seconds, output] = rest;
      const value = decode(fs.readFileSync(file, "utf8"));
      // As the server of node-soap writes a response.
      const { output: message } =
        client.wsdl.definitions.bindings.AuthenticateSoap.methods.GetIdentities;
      const encode = () =>
        client.wsdl.objectToDocumentXML(
          message.$name, value, message.targetNSAlias, message.targetNamespace,
        );
      await repeat(seconds, processorTime, encode);
      return fs.writeFileSync(output, encode());
    }
    case "calls": {
      const [url, seconds] = rest;
      client.setEndpoint(url);
      return repeat(seconds, wallTime, async () => {
        for (let call = 0; call < 100; call++) {
          // Without `forever`, each call would have a connection of its own.
          const [response] = await client.HasSessionAsync({}, { forever: true });
          check(response.HasSessionResult === false);
        }
      });
    }
    case "memory": {
      const [file, count] = rest;
      const document = fs.readFileSync(file, "utf8");
      for (let done = 0; done < Number(count); done++) decode(document);
      return;
    }
    case "load":
      return;
    default:
      throw new Error(`this toolkit does not do ${command}`);
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
