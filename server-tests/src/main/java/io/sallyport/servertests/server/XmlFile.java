package io.sallyport.servertests.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A server's configuration, changed in place; what is to be changed must be there. */
final class XmlFile {

  private final Path file;
  private final Document document;

  private XmlFile(Path file, Document document) {
    this.file = file;
    this.document = document;
  }

  /** Names are taken as they are written: these files have one namespace for each subsystem. */
  static XmlFile open(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return new XmlFile(file, factory.newDocumentBuilder().parse(file.toFile()));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file.toString(), e);
    }
  }

  /** Sets an attribute of all the elements. */
  XmlFile set(String xpath, String attribute, String value) throws IOException {
    for (Element element : requireElements(xpath)) {
      element.setAttribute(attribute, value);
    }
    return this;
  }

  /** Replaces within the text of all the elements. */
  XmlFile replace(String xpath, String text, String replacement) throws IOException {
    for (Element element : requireElements(xpath)) {
      element.setTextContent(element.getTextContent().replace(text, replacement));
    }
    return this;
  }

  /** Removes the elements. */
  XmlFile remove(String xpath) throws IOException {
    for (Element element : requireElements(xpath)) {
      element.getParentNode().removeChild(element);
    }
    return this;
  }

  /** Adds an empty element with one attribute to the elements. */
  XmlFile add(String xpath, String name, String attribute, String value) throws IOException {
    for (Element element : requireElements(xpath)) {
      Element child = document.createElement(name);
      child.setAttribute(attribute, value);
      element.appendChild(child);
    }
    return this;
  }

  void save() throws IOException {
    try {
      TransformerFactory.newInstance()
          .newTransformer()
          .transform(new DOMSource(document), new StreamResult(file.toFile()));
    } catch (TransformerException e) {
      throw new IOException(file.toString(), e);
    }
  }

  /** Text as the value of an attribute in double quotes. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private List<Element> requireElements(String xpath) throws IOException {
    try {
      NodeList nodes =
          (NodeList)
              XPathFactory.newInstance()
                  .newXPath()
                  .evaluate(xpath, document, XPathConstants.NODESET);
      List<Element> elements = new ArrayList<>();
      for (int i = 0; i < nodes.getLength(); i++) {
        elements.add((Element) nodes.item(i));
      }
      if (elements.isEmpty()) {
        throw new IOException(file + " has no " + xpath);
      }
      return elements;
    } catch (XPathExpressionException e) {
      throw new IOException(xpath, e);
    }
  }
}
