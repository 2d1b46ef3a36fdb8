import java.nio.file.Path;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** A Neo4j on this machine for the tests: RunNeo4j HOME, with HOME/neo4j.conf. It ends when whoever started it does. */
public class RunNeo4j {
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        DatabaseManagementService service =
            new DatabaseManagementServiceBuilder(home).loadPropertiesFromFile(home.resolve("neo4j.conf")).build();
        System.out.println("started");
        System.out.flush();
        while (System.in.read() != -1) { }
        service.shutdown();
        System.exit(0);
    }
}
