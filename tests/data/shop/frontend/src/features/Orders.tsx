import React from "react";

export class Orders extends React.Component<{ rows: any[] }> {
  render() {
    console.log(this.props.rows);
    return <p>{this.props.rows.length}</p>;
  }
}
