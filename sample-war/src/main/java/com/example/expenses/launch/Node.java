package com.example.expenses.launch;

import java.sql.SQLException;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.DatabaseAdaptor;
import org.eclipse.jetty.session.DefaultSessionIdManager;
import org.eclipse.jetty.session.JDBCSessionDataStoreFactory;
import org.eclipse.jetty.session.NullSessionCacheFactory;

/** Configures a server as a node of a cluster with a shared session database. */
final class Node {

  private Node() {}

  static void share(Server server, String name, String url) throws SQLException {
    System.setProperty("java.naming.factory.initial", NodeNaming.class.getName());
    DatabaseAdaptor database = new DatabaseAdaptor();
    database.setDatasource(NodeDatabase.at(url));
    JDBCSessionDataStoreFactory sessions = new JDBCSessionDataStoreFactory();
    sessions.setDatabaseAdaptor(database);
    server.addBean(sessions);
    // Otherwise a node serves its cached copy.
    NullSessionCacheFactory none = new NullSessionCacheFactory();
    // The next request may go to another node.
    none.setSaveOnCreate(true);
    none.setFlushOnResponseCommit(true);
    server.addBean(none);
    DefaultSessionIdManager ids = new DefaultSessionIdManager(server);
    ids.setWorkerName(name);
    server.addBean(ids, true);
  }
}
