package io.sallyport.internal.descriptor;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * An element of a deployment descriptor, in any namespace. It is parsed by the JDK's own parser and
 * not by one of the WAR. Nothing outside of the file is loaded.
 */
final class XmlTree {

  private final Element element;

  private XmlTree(Element element) {
    this.element = element;
  }

  static XmlTree parse(String name, InputStream in) throws IOException, DescriptorException {
    try {
      DocumentBuilder builder = factory().newDocumentBuilder();
      // An old DOCTYPE names a DTD on the web, which is replaced by an empty one.
      builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
      builder.setErrorHandler(new Silent());
      return new XmlTree(builder.parse(in).getDocumentElement());
    } catch (SAXParseException e) {
      throw new DescriptorException(name + " is not XML at line " + e.getLineNumber());
    } catch (SAXException | ParserConfigurationException e) {
      throw new DescriptorException(name + " cannot be read as XML");
    }
  }

  private static DocumentBuilderFactory factory() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
    factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    factory.setNamespaceAware(true);
    factory.setXIncludeAware(false);
    factory.setExpandEntityReferences(false);
    return factory;
  }

  List<XmlTree> children(String name) {
    List<XmlTree> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element && name.equals(node.getLocalName())) {
        children.add(new XmlTree((Element) node));
      }
    }
    return children;
  }

  Optional<XmlTree> findChild(String name) {
    return children(name).stream().findFirst();
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (XmlTree child : children(name)) {
      texts.add(child.element.getTextContent().trim());
    }
    return texts;
  }

  Optional<String> findText(String name) {
    return texts(name).stream().findFirst();
  }

  private static final class Silent implements ErrorHandler {
    @Override
    public void warning(SAXParseException exception) {}

    @Override
    public void error(SAXParseException exception) {}

    @Override
    public void fatalError(SAXParseException exception) throws SAXException {
      throw exception;
    }
  }
}
