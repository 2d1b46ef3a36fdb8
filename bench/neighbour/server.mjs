// The graph that sysmap keeps drawn in Neo4j, served by @neo4j/graphql and graphql-yoga: what `make bench` asks beside sysmap.
// node server.mjs BOLT-ADDRESS, with the login in SYSMAP_NEO4J_USER and SYSMAP_NEO4J_PASSWORD; prints its port when it answers.
import { createServer } from "node:http";
import { Neo4jGraphQL } from "@neo4j/graphql";
import { createYoga } from "graphql-yoga";
import neo4j from "neo4j-driver";

const typeDefs = `#graphql
  type Actor @node {
    map: String!
    id: ID!
    name: String!
    sector: String
    relates: [Actor!]! @relationship(type: "RELATES", direction: OUT, properties: "Relates")
  }

  type Relates @relationshipProperties {
    id: ID!
    type: String
    strength: Int
  }
`;

const { SYSMAP_NEO4J_USER: user, SYSMAP_NEO4J_PASSWORD: password } = process.env;
const driver = neo4j.driver(process.argv[2], user ? neo4j.auth.basic(user, password) : undefined);
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const yoga = createYoga({ schema, logging: false, graphiql: false, landingPage: false });
const server = createServer(yoga);
server.listen(0, "127.0.0.1", () => console.log(server.address().port));

// It ends with whoever started it, however that one ended.
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
