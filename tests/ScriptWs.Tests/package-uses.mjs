// Runs one use of a package at a time: the script's folder is the one with node_modules in it.
export async function onMessage(connection, name) {
  try {
    const { default: use } = await import(`./Scripting/Packages/Uses/${name}.mjs`);
    connection.send(JSON.stringify(await use()));
  } catch (error) {
    connection.send(`${error}`);
  }
}
